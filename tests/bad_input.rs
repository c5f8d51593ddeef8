//! Bad content: each mistake is an error at its place, all of them in one run, and no site comes out.

use niemyet::{
    Options, compile,
    lang::Lang,
    problem::{Format, show},
    read::{self, Content, SourceFile, Sources, Versions},
    theme::Theme,
};
use std::path::Path;

const PLAN: &str = "plans/ubnd-xa-chan-hung/09-kh-ubnd-2025/plan.yaml";

fn example() -> Sources {
    read::sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), Versions::Omit).expect("content is there")
}

fn file<'s>(sources: &'s mut Sources, path: &str) -> &'s mut SourceFile {
    sources.files.iter_mut().find(|file| file.path == path).expect("a file of the example")
}

/// The problems of the example after a change, short and in English; there must be no site.
fn problems(change: impl FnOnce(&mut Sources)) -> String {
    let mut sources = example();
    change(&mut sources);
    sources.files.sort_by(|a, b| a.path.cmp(&b.path));
    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    let (output, problems) = compile(&sources, &theme, &Options::default());
    let shown = show(&problems, &sources, Lang::En, Format::Short);
    assert!(output.is_none(), "a site came out:\n{shown}");
    shown
}

fn edited(from: &str, to: &str) -> String {
    problems(|sources| {
        let file = file(sources, PLAN);
        let text = file.text().expect("text").to_owned();
        assert!(text.contains(from), "{from}");
        file.content = Content::Text(text.replacen(from, to, 1));
    })
}

#[test]
fn each_mistake_is_an_error_at_its_place() {
    // What is replaced, by what, and the code that comes out.
    let table = [
        ("place: Chấn Hưng", "place: [Chấn Hưng", "E0201"),
        ("place: Chấn Hưng", "place: Xã: Chấn Hưng", "E0202"),
        ("place: Chấn Hưng", "\tplace: Chấn Hưng", "E0203"),
        ("place: Chấn Hưng", "place: &a Chấn Hưng", "E0204"),
        ("place: Chấn Hưng", "place: Chấn Hưng\nplace: Chấn Hưng", "E0206"),
        ("place: Chấn Hưng", "plase: Chấn Hưng", "E0207"),
        ("place: Chấn Hưng", "# nothing", "E0208"),
        ("place: Chấn Hưng", "place: [Chấn Hưng]", "E0209"),
        ("place: Chấn Hưng", "place:", "E0210"),
        ("kind: implements", "kind: obeys", "E0211"),
        ("issued: 2025-07-30", "issued: 30/7/2025", "E0301"),
        ("issued: 2025-07-30", "issued: 2025-02-30", "E0301"),
        ("issued: 2025-07-30", "issued: 0205-07-30", "E0301"),
        ("number: 09/KH-UBND", "number: số chín", "E0302"),
        ("period: 2025", "period: năm nay", "E0305"),
        ("number: 09/KH-UBND", "number: 75/KH-UBND\nissuer: ubnd-phuong-hung-dao", "E0206"),
        ("no: b", "no: a", "E0401"),
        ("document: 5085-qd-ubnd-hai-phong-2024", "document: 5085-qd-ubnd", "E0503"),
        ("file: 002_", "file: 099_", "E0504"),
        ("place: Chấn Hưng", "place: \"Chấn\\u0007Hưng\"", "E0108"),
        ("place: Chấn Hưng", "place: Chấn\u{202e}Hưng", "E0108"),
        ("issuer: ubnd-xa-chan-hung", "issuer: ubnd-xa-hai-hung", "E0507"),
        ("- section: III.1", "- section: III.1\n    form: lists", "E0211"),
    ];
    for (from, to, code) in table {
        let shown = edited(from, to);
        let line =
            shown.lines().find(|line| line.contains(code)).unwrap_or_else(|| panic!("{code} for {to:?}:\n{shown}"));
        let place = line.strip_prefix(&format!("content/{PLAN}:")).unwrap_or_else(|| panic!("no place: {line}"));
        let numbers: Vec<&str> = place.splitn(3, ':').collect();
        assert!(numbers[0].parse::<u32>().is_ok() && numbers[1].parse::<u32>().is_ok(), "{line}");
        assert!(line.contains("help:"), "{line}");
    }
}

#[test]
fn files_that_are_no_content_are_errors() {
    for (content, code) in [
        (Content::Text(String::new()), "E0102"),
        (Content::NotUtf8("number: ".into()), "E0101"),
        (Content::TooLarge, "E0103"),
        (Content::LinkOut, "E0104"),
        (Content::Unreadable("permission denied".into()), "E0105"),
    ] {
        let shown = problems(|sources| file(sources, PLAN).content = content);
        assert!(shown.lines().any(|line| line.contains(code) && line.contains(PLAN)), "{code}\n{shown}");
    }
}

const BODY: &str = "plans/ubnd-xa-chan-hung/09-kh-ubnd-2025/plan.md";
const ISSUER: &str = "agencies/ubnd-xa-chan-hung.yaml";
const PAGE: &str = "pages/gioi-thieu.md";

#[test]
fn mistakes_of_other_files_are_errors_too() {
    // The file, what is added to it, and the code that comes out for it.
    let table = [
        (BODY, "\n[một](khong-co.pdf)\n", "E0505"),
        (BODY, "\n[một](#khong-co)\n", "E0505"),
        (BODY, "\n[[bảng khác]]\n", "E0506"),
        (BODY, "\nmột[^9]\n", "E0308"),
        (BODY, "\n<!-- một --> hai\n", "E0111"),
        (BODY, "\n<div>một</div>\n", "E0111"),
        (BODY, "\n<!-- một\n\nhai\n", "E0110"),
        (BODY, "\n- [[bảng nhiệm vụ]]\n", "E0506"),
        (BODY, "\n[một](khong-co/a:b.pdf)\n", "E0505"),
        (BODY, "\nmột\u{0}\n", "E0108"),
        (PAGE, "\n[một](../khong-co/)\n", "E0505"),
        (PAGE, "\n[một](../lich/#trang)\n[hai](../tro-nang/#khong-co)\n", "E0505"),
    ];
    for (path, added, code) in table {
        let shown = problems(|sources| {
            let file = file(sources, path);
            let text = format!("{}{added}", file.text().expect("text"));
            file.content = Content::Text(text);
        });
        assert!(shown.lines().any(|line| line.contains(path) && line.contains(code)), "{code} for {added:?}:\n{shown}");
    }
}

#[test]
fn a_document_changes_no_document_that_changes_it() {
    // Who states the change, and what it is.
    let table = [
        ("111-2025-nd-cp", "amends"),
        ("111-2025-nd-cp", "replaces"),
        ("111-2025-nd-cp", "implements"),
        ("60-2021-nd-cp", "amends"),
        ("60-2021-nd-cp", "replaces"),
    ];
    for (slug, kind) in table {
        let path = format!("documents/{slug}.yaml");
        let shown = problems(|sources| {
            let file = file(sources, &path);
            let mut text = file.text().expect("text").replace("relations:", "# relations:").replace("  - {", "#  - {");
            text += &format!("relations: [{{ kind: {kind}, document: 111-2025-nd-cp }}]\n");
            file.content = Content::Text(text);
        });
        let is_there = |line: &str| line.contains("E0509") && line.contains("111-2025-nd-cp");
        assert!(shown.lines().any(is_there), "{path} {kind}:\n{shown}");
    }
}

#[test]
fn what_a_starting_file_leaves_open_is_an_error() {
    for (from, to, code) in [
        ("title: ", "title: … #", "E0213"),
        ("type: ", "type: … #", "E0213"),
        ("issuer: ", "issuer: … #", "E0502"),
        ("type: ", "type: \"…\" #", "E0213"),
    ] {
        let path = "documents/111-2025-nd-cp.yaml";
        let shown = problems(|sources| {
            let file = file(sources, path);
            file.content = Content::Text(file.text().expect("text").replacen(from, to, 1));
        });
        assert!(shown.lines().any(|line| line.contains(path) && line.contains(code)), "{code} for {to:?}:\n{shown}");
    }
}

#[test]
fn a_document_cannot_take_the_address_of_a_list() {
    for name in ["chua-co", "co-quan", "loai", "nam", "trang-2"] {
        let path = format!("documents/{name}.yaml");
        let shown = problems(|sources| {
            let text = "type: Nghị quyết\nissuer: Chính phủ\ntitle: Một việc\n".to_owned();
            sources.files.push(SourceFile { path: path.clone(), content: Content::Text(text) });
        });
        assert!(shown.lines().any(|line| line.contains(&path) && line.contains("E0408")), "{shown}");
    }
}

#[test]
fn a_page_cannot_take_the_address_of_another() {
    let shown = problems(|sources| {
        sources.files.push(SourceFile { path: "pages/lich.md".into(), content: Content::Text("# Lịch\n".into()) });
        sources.attachments.insert(BODY.replace("plan.md", "lich.ics"), [1].into());
    });
    assert!(shown.lines().any(|line| line.contains("E0405") && line.contains("pages/lich.md")), "{shown}");
    assert!(shown.lines().any(|line| line.contains("E0405") && line.contains(PLAN)), "{shown}");
}

#[test]
fn attachments_have_names_that_disks_and_addresses_take() {
    let shown = problems(|sources| {
        for name in ["a\nb.pdf", "lich.ics/a.pdf", &"a".repeat(250)] {
            sources.attachments.insert(BODY.replace("plan.md", name), [1].into());
        }
    });
    for code in ["E0113", "E0405", "E0112"] {
        assert!(shown.lines().any(|line| line.contains(code) && line.contains(PLAN)), "{code}\n{shown}");
    }
}

#[test]
fn issuers_are_not_above_themselves_nor_share_names() {
    let shown = problems(|sources| {
        let city = file(sources, "agencies/ubnd-thanh-pho-hai-phong.yaml");
        let text = city.text().expect("text").replacen("parent: trung-uong", "parent: ubnd-xa-chan-hung", 1);
        assert!(text.contains("parent: ubnd-xa"), "{text}");
        city.content = Content::Text(text);
        let commune = file(sources, ISSUER);
        let text = format!("{}  - id: ban-sao\n    name: Phòng Kinh tế\n", commune.text().expect("text"));
        commune.content = Content::Text(text);
    });
    assert!(shown.contains("E0407") && shown.contains("E0406"), "{shown}");
}

#[test]
fn an_unknown_issuer_hides_nothing() {
    let shown = problems(|sources| {
        sources.files.retain(|file| file.path != ISSUER);
        let plan = file(sources, PLAN);
        let text = plan.text().expect("text").replace("file: 002_", "file: 099_").replace("no: b", "no: a");
        plan.content = Content::Text(text);
        file(sources, "site.yaml").content = Content::Text("title: [".into());
    });
    for code in ["E0501", "E0504", "E0401", "E0201"] {
        assert!(shown.contains(code), "{code}\n{shown}");
    }
}

#[test]
fn two_plans_with_one_address_are_an_error() {
    let shown = problems(|sources| {
        let text = file(sources, PLAN).text().expect("text").to_owned();
        let path = PLAN.replace("09-kh-ubnd-2025", "ban-khac");
        sources.files.push(SourceFile { path, content: Content::Text(text) });
    });
    assert!(shown.contains("E0402") && shown.contains("ban-khac"), "{shown}");
}

#[test]
fn all_mistakes_come_out_in_one_run() {
    let shown = problems(|sources| {
        let plan = file(sources, PLAN);
        let text =
            plan.text().expect("text").replace("place:", "plase:").replace("issued: 2025-07-30", "issued: hôm nay");
        plan.content = Content::Text(text);
        file(sources, "documents/268-nq-cp-2025.yaml").content = Content::Text("number: 268\n".into());
        file(sources, "site.yaml").content = Content::Text(String::new());
    });
    for code in ["E0207", "E0208", "E0301", "E0302", "E0102"] {
        assert!(shown.contains(code), "{code}\n{shown}");
    }
}

#[test]
fn a_theme_without_a_template_says_which() {
    let folder = std::env::temp_dir().join(format!("niemyet-theme-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("templates")).expect("a folder");
    std::fs::write(folder.join("templates/base.html"), "x").expect("a file");
    let theme = Theme::from_folder(&folder).expect("readable");
    std::fs::remove_dir_all(&folder).expect("removed");
    let problems = theme.err().expect("problems");
    let shown = show(&problems, &Sources::default(), Lang::Vi, Format::Short);
    assert!(shown.contains("E0601") && shown.contains("templates/plan.html") && shown.contains("words.tsv"), "{shown}");
}
