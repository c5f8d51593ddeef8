//! A hub joins sites on loopback: it pulls only what changed, outlives sites that are gone, slow or not to be trusted, and
//! refuses hostile ones.

use miniz_oxide::inflate::decompress_to_vec;
use niemyet::{
    Options, compile,
    lang::Lang,
    parse,
    problem::{Format, Problem, Problems, show},
    pull::{self, Client, Patience, Pulled},
    read::{self, Content, SourceFile, Sources},
    theme::Theme,
    write,
};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types::PrivateKeyDer};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc, Barrier, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

const MANIFEST: &str = "/ke-hoach/du-lieu/tim-kiem/manifest.json";
const PART: &str = "/ke-hoach/du-lieu/tim-kiem/search.ndjson";

/// Something that a server answers.
#[derive(Clone)]
enum Answer {
    File(Vec<u8>),
    Redirect(String),
    /// So many bytes without a line's end.
    Endless(u64),
    /// These bytes as they are, then the connection closes.
    Raw(Vec<u8>),
    /// These bytes, then nothing while the client waits.
    Silent(&'static str),
    /// These bytes, then one more now and then while the client waits.
    Drip(&'static str),
    /// A file, after a while.
    Late(Duration, Vec<u8>),
    /// A file, once as many others are asked for at the same time.
    Together(Arc<Barrier>, Vec<u8>),
}

/// A site on a port of its own, with every path that was asked for.
struct Server {
    address: String,
    answers: Arc<Mutex<BTreeMap<String, Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
    sent: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    /// The certificate that it shows; none where it speaks plainly.
    tls: Arc<Mutex<Option<Arc<ServerConfig>>>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start(answers: BTreeMap<String, Answer>) -> Self {
        Self::start_at("http", answers)
    }

    fn start_at(scheme: &str, answers: BTreeMap<String, Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("{scheme}://{}/ke-hoach/", listener.local_addr().expect("bound"));
        let mut server = Self {
            address,
            answers: Arc::new(Mutex::new(answers)),
            asked: Arc::default(),
            sent: Arc::default(),
            stop: Arc::default(),
            tls: Arc::default(),
            thread: None,
        };
        let (answers, asked, tls) = (server.answers.clone(), server.asked.clone(), server.tls.clone());
        let (sent, stop) = (server.sent.clone(), server.stop.clone());
        server.thread = Some(thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(mut stream) = stream else { continue };
                let tls = tls.lock().expect("not poisoned").clone();
                // A client that goes away is what is tested.
                let _ = match tls.map(|tls| ServerConnection::new(tls).expect("a good certificate")) {
                    None => answer(&mut stream, &answers, &asked, &sent),
                    Some(tls) => answer(&mut StreamOwned::new(tls, stream), &answers, &asked, &sent),
                };
            }
        }));
        server
    }

    fn put(&self, path: &str, answer: Answer) {
        self.answers.lock().expect("not poisoned").insert(path.to_owned(), answer);
    }

    fn show(&self, certificate: Option<Arc<ServerConfig>>) {
        *self.tls.lock().expect("not poisoned") = certificate;
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("not poisoned"))
    }

    /// Publishes other lines, with a manifest that is right for them.
    fn publish(&self, lines: &[u8]) {
        self.put(MANIFEST, Answer::File(manifest("search.ndjson", lines.len(), &sha256(lines))));
        self.put(PART, Answer::File(lines.to_vec()));
    }

    fn leave(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address.split('/').nth(2).expect("a host")));
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends");
        }
    }
}

fn answer(
    stream: &mut (impl Read + Write),
    answers: &Mutex<BTreeMap<String, Answer>>,
    asked: &Mutex<Vec<String>>,
    sent: &AtomicU64,
) -> io::Result<()> {
    let mut lines = BufReader::new(&mut *stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().expect("not poisoned").push(path.clone());
    let answer = answers.lock().expect("not poisoned").get(&path).cloned();
    match answer {
        None => stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        Some(Answer::Redirect(to)) => {
            write!(stream, "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        Some(Answer::Raw(bytes)) => stream.write_all(&bytes),
        Some(Answer::Silent(head)) => {
            stream.write_all(head.as_bytes())?;
            io::copy(stream, &mut io::sink()).map(drop)
        }
        Some(Answer::Drip(head)) => {
            stream.write_all(head.as_bytes())?;
            loop {
                stream.write_all(b" ")?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        Some(Answer::Late(after, bytes)) => {
            thread::sleep(after);
            stream.write_all(&whole(&bytes))
        }
        Some(Answer::Together(others, bytes)) => {
            others.wait();
            stream.write_all(&whole(&bytes))
        }
        Some(Answer::File(bytes)) => stream.write_all(&whole(&bytes)),
        Some(Answer::Endless(bytes)) => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\nConnection: close\r\n\r\n")?;
            let piece = [b'a'; 64 * 1024];
            for _ in 0..bytes / piece.len() as u64 {
                stream.write_all(&piece)?;
                sent.fetch_add(piece.len() as u64, Ordering::SeqCst);
            }
            Ok(())
        }
    }
}

fn whole(bytes: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", bytes.len());
    [head.as_bytes(), bytes].concat()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn manifest(path: &str, bytes: usize, sha256: &str) -> Vec<u8> {
    manifest_of(1, path, bytes, sha256)
}

/// The same part so many times.
fn manifest_of(times: usize, path: &str, bytes: usize, sha256: &str) -> Vec<u8> {
    let part = format!(r#"{{"path":"{path}","bytes":{bytes},"lines":1,"sha256":"{sha256}"}}"#);
    format!(r#"{{"format":1,"files":[{}]}}"#, vec![part; times].join(",")).into_bytes()
}

/// What a made-up commune publishes for others to search.
fn published(theme: &Theme, commune: usize, tasks: &[&str]) -> BTreeMap<String, Answer> {
    let issuer = format!("ubnd-xa-{commune}");
    let rows: String = tasks
        .iter()
        .enumerate()
        .map(|(at, task)| {
            format!("      - no: {}\n        text: {task}\n        lead: [Phòng Kinh tế]\n        deadline: Tháng 11/2025\n", at + 1)
        })
        .collect();
    let files = [
        (
            format!("agencies/{issuer}.yaml"),
            format!(
                "name: Ủy ban nhân dân xã Số {commune}\nshort: UBND xã Số {commune}\nlevel: commune\nunits:\n  - id: phong-kinh-te\n    name: Phòng Kinh tế\n"
            ),
        ),
        (
            format!("plans/{issuer}/{commune}-kh-ubnd-2025/plan.yaml"),
            format!(
                "number: {commune}/KH-UBND\nkind: Kế hoạch\nissuer: {issuer}\nplace: Xã Số {commune}\nissued: 2025-10-1{commune}\n\
                 summary: Công việc của xã Số {commune}\nsource: {{ file: null, form: export, compared: null }}\n\
                 transcription: complete\nsignature: {{ authority: null, title: null, name: null }}\n\
                 tasks:\n  - section: I\n    title: Việc chung\n    rows:\n{rows}"
            ),
        ),
        ("site.yaml".to_owned(), format!("title: Xã Số {commune}\nlanguage: vi\npublisher: Xã Số {commune}\n")),
    ];
    let files = files.into_iter().map(|(path, text)| SourceFile { path, content: Content::Text(text) }).collect();
    let sources = Sources { files, ..Sources::default() };
    let (output, problems) = compile(&sources, theme, &Options::default());
    let output = output.unwrap_or_else(|| panic!("{}", show(&problems, &sources, Lang::En, Format::Short)));
    let mut answers = BTreeMap::new();
    for path in ["manifest.json", "search.ndjson"].map(|name| format!("du-lieu/tim-kiem/{name}")) {
        let bytes = output.get(&path).and_then(Result::ok).expect("published");
        answers.insert(format!("/ke-hoach/{path}"), Answer::File(bytes));
    }
    answers
}

/// A run of the program.
struct Run {
    code: Option<i32>,
    said: String,
    /// Paths and hashes of the whole site of the hub.
    checksums: String,
}

fn run(folder: &Path) -> Run {
    run_trusting(folder, None)
}

/// The authorities are those of the file, else those of the machine.
fn run_trusting(folder: &Path, authorities: Option<&Path>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_niemyet"));
    for proxy in ["http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(proxy).env_remove(proxy.to_uppercase());
    }
    command.env_remove("SSL_CERT_FILE").env_remove("SSL_CERT_DIR");
    command.envs(authorities.map(|file| ("SSL_CERT_FILE", file)));
    let answer = command
        .args(["hub", "hub.yaml", "--out", "public", "--kept", "kept", "--format", "short", "--lang", "vi"])
        .args(["--base-url", "https://cong.invalid/tim"])
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let checksums = fs::read_to_string(folder.join("public/du-lieu/SHA256SUMS")).unwrap_or_default();
    Run { code: answer.status.code(), said: String::from_utf8_lossy(&answer.stderr).into_owned(), checksums }
}

/// All that the index of the hub holds, as one text.
fn index(folder: &Path) -> String {
    let mut all = String::new();
    for file in fs::read_dir(folder.join("public/tim-kiem/x")).expect("excerpts") {
        let script = fs::read_to_string(file.expect("a file").path()).expect("UTF-8");
        let packed = script.split('"').nth(3).expect("packed content");
        all += &String::from_utf8(decompress_to_vec(&base64(packed)).expect("deflate")).expect("UTF-8");
    }
    all
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        bits = bits << 6 | u32::from(digit(byte));
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}

fn write_hub(folder: &Path, servers: &[Server]) {
    let mut hub = "title: Cổng <b>chung</b>\nlanguage: vi\npublisher: Thành phố\nsites:\n".to_owned();
    for (commune, server) in servers.iter().enumerate() {
        hub += &format!("  - name: Xã Số {commune}\n    address: {}\n", server.address);
    }
    fs::write(folder.join("hub.yaml"), hub).expect("a file");
}

/// An empty folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_hub_joins_ten_sites_one_gone_and_one_hostile() {
    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    let folder = Folder::new("hub");
    let folder = folder.0.as_path();
    let mut servers: Vec<Server> =
        (0..10).map(|commune| Server::start(published(&theme, commune, &["Rà soát <b>đất đai</b>"]))).collect();
    write_hub(folder, &servers);
    let asked = |servers: &[Server]| servers.iter().map(Server::asked).collect::<Vec<_>>();

    // One was never there: said, and the others are searched.
    servers[9].leave();
    let first = run(folder);
    assert_eq!(first.code, Some(0), "{}", first.said);
    assert!(first.said.contains("hub.yaml:24:14: cảnh báo[W0803]: trang “Xã Số 9” không trả lời"), "{}", first.said);
    assert!(first.said.contains("tìm được 9/10 trang"), "{}", first.said);
    for paths in asked(&servers[..9]) {
        assert_eq!(paths, [MANIFEST, PART]);
    }
    let found = index(folder);
    for (commune, server) in servers[..9].iter().enumerate() {
        let address = format!("{}ke-hoach/ubnd-xa-{commune}/0{commune}-kh-ubnd-2025/", server.address);
        assert!(found.contains(&address), "{address} in {found}");
    }
    assert!(found.contains(r#"["I.1","Rà soát <b>đất đai</b>","Phòng Kinh tế","Tháng 11/2025"]"#), "{found}");
    for page in ["index.html", "tim-kiem/index.html"] {
        let html = fs::read_to_string(folder.join("public").join(page)).expect("a page");
        assert!(html.contains("Cổng &lt;b&gt;chung&lt;/b&gt;"), "{html}");
        for script in html.split("<script").skip(1) {
            let src = script.split("src=\"").nth(1).expect("no script within a page");
            assert!(src.trim_start_matches("../").starts_with("giao-dien/"), "{src}");
        }
    }
    let read = |path: &str| fs::read_to_string(folder.join("public").join(path)).expect("a page");
    assert!(read("sitemap.xml").contains("<loc>https://cong.invalid/tim/tim-kiem/tu-khoa/</loc>"));
    assert!(read("robots.txt").contains("Sitemap: https://cong.invalid/tim/sitemap.xml"));
    let (missing, keywords) = (read("404.html"), read("tim-kiem/tu-khoa/index.html"));
    assert!(missing.contains("/tim/index.html") && !missing.contains("lich/index.html"), "{missing}");
    assert!(keywords.contains(&format!("{}co-quan/", servers[0].address)), "{keywords}");

    // Nothing changed: only the manifests are asked for, and the site is the same to the byte.
    let second = run(folder);
    assert_eq!(second.checksums, first.checksums);
    for paths in asked(&servers[..9]) {
        assert_eq!(paths, [MANIFEST]);
    }

    // One has news, one is gone, one has a part that is not what its manifest says.
    for (path, answer) in published(&theme, 0, &["Rà soát đất đai", "Mở lớp tập huấn"]) {
        servers[0].put(&path, answer);
    }
    servers[1].leave();
    servers[2].put(MANIFEST, Answer::File(manifest("search.ndjson", 3, &sha256(b"abc"))));
    servers[2].put(PART, Answer::File(b"abd".to_vec()));
    let third = run(folder);
    assert_eq!(third.code, Some(1), "{}", third.said);
    assert!(third.said.contains("cảnh báo[W0803]: trang “Xã Số 1” không trả lời"), "{}", third.said);
    let refused = "hub.yaml:10:14: lỗi[E0802]: trang “Xã Số 2”: tệp “du-lieu/tim-kiem/search.ndjson”: nội dung không khớp mã SHA-256";
    assert!(third.said.contains(refused), "{}", third.said);
    assert!(third.said.contains("tìm được 9/10 trang"), "{}", third.said);
    let paths = asked(&servers);
    assert_eq!((&paths[0][..], &paths[3][..]), (&[MANIFEST, PART].map(str::to_owned)[..], &[MANIFEST.to_owned()][..]));
    let found = index(folder);
    for text in ["Mở lớp tập huấn", "ke-hoach/ubnd-xa-1/01-kh-ubnd-2025/", "ke-hoach/ubnd-xa-2/02-kh-ubnd-2025/"]
    {
        assert!(found.contains(text), "{text} in {found}");
    }

    // A hostile site with right hashes: each is refused by name, and its last good copy stays.
    let hostile = &servers[2];
    let line = |address: &str, page: &str, title: &str| {
        let good = r#"{"address":"van-ban/a/","kind":"document","page":"van-ban/a/","title":"A","number":null,"issuer":"","date":"","text":"A"}"#;
        let bad = format!(
            r#"{{"address":"{address}","kind":"plan","page":"{page}","title":"{title}","number":null,"issuer":"","date":"","text":"A"}}"#
        );
        format!("{good}\n{bad}\n").into_bytes()
    };
    let lines: [(Vec<u8>, &str); 9] = [
        (
            line("javascript:alert(1)", "javascript:alert(1)", "A"),
            "dòng 2: địa chỉ “javascript:alert(1)” không nằm trong trang",
        ),
        (line("//x.vn/", "//x.vn/", "A"), "dòng 2: địa chỉ “//x.vn/” không nằm trong trang"),
        (line("https://x.vn/", "https://x.vn/", "A"), "dòng 2: địa chỉ “https://x.vn/” không nằm trong trang"),
        (line("a/../../b/", "a/../../b/", "A"), "dòng 2: địa chỉ “a/../../b/” không nằm trong trang"),
        (line("javascript:alert(1)", "van-ban/b/", "A"), "dòng 2: địa chỉ “javascript:alert(1)” không nằm trong trang"),
        (line("van-ban/a/", "van-ban/a/", "A"), "dòng 2: địa chỉ “van-ban/a/” có hai lần"),
        (line("van-ban/b/", "van-ban/b/", "A\\u202eB"), "dòng 2: có ký tự không in được (U+202E)"),
        (b"\n<script>\n".to_vec(), "dòng 2: không đọc được"),
        (line("van-ban/b/", "van-ban/b/", &"a".repeat(5 << 20)), "dòng 2: có dòng dài quá 4194304 byte"),
    ];
    for (lines, expected) in lines {
        hostile.publish(&lines);
        refuse(folder, expected, &third);
    }
    hostile.put(MANIFEST, Answer::File(manifest("search.ndjson", 100 << 20, &sha256(b""))));
    hostile.put(PART, Answer::Endless(100 << 20));
    refuse(folder, "dòng 1: có dòng dài quá 4194304 byte", &third);
    let sent = hostile.sent.load(Ordering::SeqCst);
    assert!(sent < 20 << 20, "{sent} bytes of a line were taken");
    hostile.put(MANIFEST, Answer::File(manifest("search.ndjson", 1 << 40, &sha256(b""))));
    refuse(folder, "tệp “du-lieu/tim-kiem/manifest.json”: dài quá 268435456 byte", &third);
    hostile.put(MANIFEST, Answer::File(manifest("../../../search.ndjson", 1, &sha256(b""))));
    refuse(folder, "tên tệp “../../../search.ndjson” không hợp lệ", &third);
    hostile.put(MANIFEST, Answer::Redirect(servers[3].address.clone()));
    refuse(folder, "trang chuyển hướng tới", &third);
    asked(&servers[3..4]);
    hostile.put(MANIFEST, Answer::Endless(100 << 20));
    refuse(folder, "manifest.json”, dòng 1: có dòng dài quá", &third);

    // It mends its ways.
    for (path, answer) in published(&theme, 2, &["Sửa đường"]) {
        hostile.put(&path, answer);
    }
    let last = run(folder);
    assert_eq!(last.code, Some(0), "{}", last.said);
    assert!(index(folder).contains("Sửa đường"));
    servers.iter_mut().for_each(Server::leave);
}

/// Runs the hub: the site is refused with the words, and the hub stays as it was.
fn refuse(folder: &Path, words: &str, before: &Run) {
    let run = run(folder);
    assert_eq!(run.code, Some(1), "{words}: {}", run.said);
    assert!(run.said.contains("lỗi[E0802]: trang “Xã Số 2”") && run.said.contains(words), "{words}: {}", run.said);
    assert!(run.said.contains("gợi ý: "), "{}", run.said);
    assert_eq!(run.checksums, before.checksums, "{words}");
}

/// Who signs certificates.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let pem = params.self_signed(&key).expect("a certificate").pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// What a server of that name shows, good until that year.
    fn certify(&self, name: &str, until: i32) -> Arc<ServerConfig> {
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("TLS 1.2 and 1.3")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key);
        Arc::new(config.expect("a certificate with its key"))
    }
}

#[test]
fn a_site_is_believed_only_with_a_certificate_of_a_trusted_authority() {
    const HERE: &str = "127.0.0.1";
    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    let folder = Folder::new("hub-https");
    let folder = folder.0.as_path();
    let (ours, theirs) = (Authority::new("ours"), Authority::new("theirs"));
    let trusted = folder.join("authority.pem");
    fs::write(&trusted, &ours.pem).expect("a file");

    // What each site shows the second time, and what is said of it.
    let table = [
        (Some(ours.certify(HERE, 4000)), None),
        (
            Some(theirs.certify(HERE, 4000)),
            Some("W0804]: trang “Xã Số 1”: không tin được chứng thư HTTPS của máy chủ: UnknownIssuer"),
        ),
        (
            Some(ours.certify(HERE, 2001)),
            Some("W0804]: trang “Xã Số 2”: không tin được chứng thư HTTPS của máy chủ: certificate expired"),
        ),
        (
            Some(ours.certify("xa.example", 4000)),
            Some("W0804]: trang “Xã Số 3”: không tin được chứng thư HTTPS của máy chủ: certificate not valid for name"),
        ),
        (None, Some("W0803]: trang “Xã Số 4” không trả lời")),
    ];
    let start = |commune| Server::start_at("https", published(&theme, commune, &["Rà soát đất đai"]));
    let mut servers: Vec<Server> = (0..table.len()).map(start).collect();
    write_hub(folder, &servers);
    for server in &servers {
        server.show(Some(ours.certify(HERE, 4000)));
    }
    let first = run_trusting(folder, Some(&trusted));
    assert_eq!(first.code, Some(0), "{}", first.said);
    assert!(first.said.contains("tìm được 5/5 trang, 15 mục; kéo về 5 tệp"), "{}", first.said);

    for (server, (certificate, _)) in servers.iter().zip(&table) {
        server.show(certificate.clone());
    }
    let second = run_trusting(folder, Some(&trusted));
    for (_, said) in &table {
        assert!(said.is_none_or(|said| second.said.contains(said)), "{said:?} in {}", second.said);
    }
    assert!(!second.said.contains("Xã Số 0"), "{}", second.said);

    // The machine does not know the authority: no site is believed.
    let third = run(folder);
    assert!(third.said.contains("W0804]: trang “Xã Số 0”"), "{}", third.said);
    for run in [second, third] {
        assert_eq!(run.code, Some(0), "{}", run.said);
        assert!(run.said.contains("tìm được 5/5 trang, 15 mục; kéo về 0 tệp"), "{}", run.said);
        assert_eq!(run.checksums, first.checksums);
    }
    servers.iter_mut().for_each(Server::leave);
}

/// Pulls the sites of the folder's hub and keeps their copies.
fn pull(folder: &Path, patience: Patience) -> Vec<Pulled> {
    let mut problems = Problems::default();
    let hub = parse::hub(&read::single(&folder.join("hub.yaml")), &mut problems).expect("a hub");
    let pulled = pull::sites(&Client::new(patience), &hub.members, &folder.join("kept"), |news| {
        write::copy(&news.folder, (news.manifest.0, &news.manifest.1), &news.parts)
    });
    pulled.into_iter().map(|pulled| pulled.expect("kept")).collect()
}

/// What the problem is, in English.
fn said(problem: Option<&Problem>) -> String {
    match problem {
        None => String::new(),
        Some(Problem::SiteGone { why, .. }) => format!("gone: {why}"),
        Some(Problem::SiteRefused { why, .. }) => format!("refused: {why:?}"),
        Some(other) => format!("{other:?}"),
    }
}

#[test]
fn a_slow_or_broken_site_costs_its_own_time_only() {
    const PATIENCE: Patience =
        Patience { connect: Duration::from_secs(5), silence: Duration::from_secs(2), whole: Duration::from_secs(4) };
    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    let raw =
        |head: &str, body: &[u8]| Answer::Raw([b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n\r\n", body].concat());
    let text = |text: &str| Answer::Raw(text.as_bytes().to_vec());
    let nothing = manifest("search.ndjson", 0, &sha256(b""));
    let len = nothing.len();
    let (start, end) = nothing.split_at(20);
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let chunks = [chunk(start), chunk(end)].concat();

    // How the manifest is answered, and what is said; nothing where its new copy, an empty one, is taken.
    let table = [
        ("at once", Answer::File(nothing.clone()), ""),
        ("in chunks", raw("Transfer-Encoding: chunked", &[&chunks[..], b"0\r\n\r\n"].concat()), ""),
        ("until it closes", raw("Connection: close", &nothing), ""),
        ("never", Answer::Silent(""), "gone: timeout: "),
        ("never after the head", Answer::Silent("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"), "gone: timeout: "),
        (
            "never after a chunk",
            Answer::Silent("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"),
            "gone: timeout: ",
        ),
        ("a head without end", Answer::Drip("HTTP/1.1 200 OK\r\nServer: "), "gone: timeout: "),
        (
            "a body byte by byte",
            Answer::Drip("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"),
            "gone: timeout: global",
        ),
        (
            "many parts, each in time",
            Answer::File(manifest_of(8, "search.ndjson", 0, &sha256(b""))),
            "gone: timeout: global",
        ),
        ("closes at once", text(""), "gone: "),
        ("closes within the head", text("HTTP/1.1 200 OK\r\nConte"), "gone: "),
        ("closes within a chunk", raw("Transfer-Encoding: chunked", &chunks[..chunks.len() / 2]), "gone: "),
        ("closes before the last chunk", raw("Transfer-Encoding: chunked", &chunks), "gone: "),
        ("shorter than it says", raw(&format!("Content-Length: {}", len + 1), &nothing), "gone: "),
        ("longer than it says", raw(&format!("Content-Length: {}", len - 1), &nothing), "refused: Unreadable"),
        ("a length that is none", raw("Content-Length: nhiều", &nothing), "gone: "),
        (
            "packed unasked",
            raw(&format!("Content-Encoding: gzip\r\nContent-Length: {len}"), &nothing),
            "refused: Encoded",
        ),
        ("not HTTP", text("SSH-2.0-OpenSSH_9.2\r\n"), "gone: "),
        ("an error", text("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"), "gone: HTTP 503"),
    ];
    let folder = Folder::new("hub-slow");
    let files = published(&theme, 0, &["Rà soát đất đai"]);
    let mut servers: Vec<Server> = table.iter().map(|_| Server::start(files.clone())).collect();
    write_hub(&folder.0, &servers);
    for pulled in pull(&folder.0, Patience::default()) {
        assert_eq!((said(pulled.problem.as_ref()).as_str(), pulled.pages.len()), ("", 3));
    }
    for (server, (_, answer, _)) in servers.iter().zip(&table) {
        server.put(MANIFEST, answer.clone());
        server.put(PART, Answer::Late(PATIENCE.silence / 2, Vec::new()));
    }
    for (pulled, (how, _, expected)) in pull(&folder.0, PATIENCE).iter().zip(&table) {
        let said = said(pulled.problem.as_ref());
        let pages = if expected.is_empty() { 0 } else { 3 };
        assert!(said.starts_with(expected) && said.is_empty() == expected.is_empty(), "{how}: {said}");
        assert_eq!(pulled.pages.len(), pages, "{how}: {said}");
    }
    servers.iter_mut().for_each(Server::leave);
}

#[test]
fn many_sites_are_waited_for_at_a_time() {
    const SITES: usize = 20;
    let folder = Folder::new("hub-together");
    let others = Arc::new(Barrier::new(SITES));
    let answer = Answer::Together(others, manifest("search.ndjson", 0, &sha256(b"")));
    let answers = BTreeMap::from([(MANIFEST.to_owned(), answer), (PART.to_owned(), Answer::File(Vec::new()))]);
    let mut servers: Vec<Server> = (0..SITES).map(|_| Server::start(answers.clone())).collect();
    write_hub(&folder.0, &servers);
    for pulled in pull(&folder.0, Patience::default()) {
        assert_eq!(said(pulled.problem.as_ref()), "");
    }
    servers.iter_mut().for_each(Server::leave);
}

#[test]
fn a_wrong_file_of_a_hub_is_an_error_at_its_place() {
    let folder = Folder::new("hub-file");
    let head = "title: A\nlanguage: vi\npublisher: B\nsites:\n";
    let table = [
        ("", "hub.yaml:4:1: lỗi[E0210]"),
        ("  - name: A\n    address: javascript:alert(1)\n", "hub.yaml:6:14: lỗi[E0310]"),
        ("  - name: A\n    address: https://a@b.vn/\n", "hub.yaml:6:14: lỗi[E0310]"),
        (
            "  - { name: A, address: https://a.vn }\n  - { name: B, address: https://a.vn/ }\n",
            "hub.yaml:6:25: lỗi[E0801]",
        ),
        ("  - { name: A, url: https://a.vn }\n", "hub.yaml:5:16: lỗi[E0207]"),
    ];
    for (sites, expected) in table {
        fs::write(folder.0.join("hub.yaml"), format!("{head}{sites}")).expect("a file");
        let run = run(&folder.0);
        assert_eq!(run.code, Some(1), "{}", run.said);
        assert!(run.said.contains(expected), "{expected} in {}", run.said);
        assert!(!folder.0.join("public").exists());
    }
}
