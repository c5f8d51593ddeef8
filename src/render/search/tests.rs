//! Tests of the whole index and tables of terms.

use super::list::List;
use super::postings::{Coded, Part, coded, titles};
use super::terms::Terms;
use super::*;

/// All terms of a text as they stand in the index, in order, each once.
fn terms(text: &str, read: impl Fn(&mut Terms, &str, &mut dyn FnMut(u32, u32))) -> Vec<String> {
    let mut terms = Terms::default();
    let mut found = Vec::new();
    read(&mut terms, text, &mut |word, next| found.push((word, next)));
    let spell = |id: u32| terms.words.get(id).map(|word| word.folded.to_string());
    let mut found: Vec<String> = found
        .iter()
        .map(|(word, next)| [spell(*word), spell(*next)].into_iter().flatten().collect::<Vec<_>>().join(" "))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn of_text(text: &str) -> Vec<String> {
    terms(text, |terms, text, mut sink| terms.text(text, &mut sink))
}

const TEXTS: &str = "
Đất đai                           | dat, dat dai, dai
ĐẤT   đai                         | dat, dat dai, dai
hoà giải                          | hoa, hoa giai, giai
hòa giải                          | hoa, hoa giai, giai
một. hai                          | mot, hai
giải quyết TTHC kịp               | giai, giai quyet, quyet, quyet thu, tthc, thu, thu tuc, tuc, tuc hanh, hanh, hanh chinh, chinh, chinh kip, kip
Văn phòng HĐND-UBND               | van, van phong, phong, phong hoi, hdnd, hoi, hoi dong, dong, dong nhan, nhan, nhan dan, dan, dan uy, ubnd, uy, uy ban, ban, ban nhan
một tthc                          | mot, mot tthc, tthc
một; hai                          | mot, hai
một, hai                          | mot, mot hai, hai
v.v và                            | v, v v, v va, va
xã - hội                          | xa, xa hoi, hoi
xã\\nhội                          | xa, xa hoi, hoi
xã\\n- hội                        | xa, hoi
xã\\n\\nhội                       | xa, hoi
268/NQ-CP                         | 268, 268 nq, nq, nq cp, cp, 268nqcp
số 268 / NQ - CP ngày             | so, so 268, 268, 268 nq, nq, nq cp, cp, cp ngay, ngay, 268nqcp
75/KH-\\nUBND                     | 75, 75 kh, kh, kh ubnd, ubnd, 75khubnd
03/CV-BCĐ                         | 03, 03 cv, cv, cv bcd, bcd, 3cvbcd
508/SNV-CCHC&PC                   | 508, 508 snv, snv, snv cchc, cchc, cchc pc, pc, 508snvcchcpc
18-NQ/TW                          | 18, 18 nq, nq, nq tw, tw, 18nqtw
151/2025/NĐ-CP                    | 151, 151 2025, 2025, 2025 nd, nd, nd cp, cp, 151ndcp
66.1/2025/NQ-CP                   | 66, 66 1, 1, 1 2025, 2025, 2025 nq, nq, nq cp, cp, 66.1nqcp
72/2025/QH15                      | 72, 72 2025, 2025, 2025 qh15, qh15, 72qh15
12/2025/NĐ-CP                     | 12, 12 2025, 2025, 2025 nd, nd, nd cp, cp, 12ndcp
1/QĐ - nội dung                   | 1, 1 qd, qd, qd noi, noi, noi dung, dung, 1qd
24/7                              | 24, 24 7, 7
tháng 11/2025                     | thang, thang 11, 11, 11 2025, 2025, 2025-11
11/2025                           | 11, 11 2025, 2025, 2025-11
thang 11 2025                     | thang, thang 11, 11, 11 2025, 2025, 2025-11
tháng 11 năm 2025                 | thang, thang 11, 11, 11 nam, nam, nam 2025, 2025, 2025-11
T11/2025                          | t11, t11 2025, 2025, 2025-11
năm 2025                          | nam, nam 2025, 2025
kế hoạch 11 2025                  | ke, ke hoach, hoach, hoach 11, 11, 11 2025, 2025
31/8/2025                         | 31, 31 8, 8, 8 2025, 2025, 2025-08, 2025-08-31
ngày 05 tháng 11 năm 2025         | ngay, ngay 05, 05, 05 thang, thang, thang 11, 11, 11 nam, nam, nam 2025, 2025, 2025-11, 2025-11-05
Tháng 11-12/2025                  | thang, thang 11, 11, 11 12, 12, 12 2025, 2025, 2025-11, 2025-12
Quý IV/2025                       | quy, quy iv, iv, iv 2025, 2025, 2025-q4
quý 2 năm 2026                    | quy, quy 2, 2, 2 nam, nam, nam 2026, 2026, 2026-q2
13/2025                           | 13, 13 2025, 2025
";

#[test]
fn a_text_becomes_these_terms() {
    for line in TEXTS.lines().filter(|line| !line.is_empty()) {
        let (text, expected) = line.split_once('|').expect("text | terms");
        let text = text.trim().replace("\\n", "\n");
        let mut expected: Vec<&str> = expected.split(',').map(str::trim).collect();
        expected.sort_unstable();
        assert_eq!(of_text(&text), expected, "{text:?}");
    }
}

#[test]
fn composed_and_decomposed_texts_are_equal() {
    let (composed, decomposed) = ("Đất đai, uỷ ban", "Đa\u{302}\u{301}t đai, uy\u{309} ban");
    assert_eq!(of_text(composed), of_text(decomposed));
}

#[test]
fn spellings_of_one_syllable_differ_and_tone_places_do_not() {
    let marks = |text: &str| {
        let mut terms = Terms::default();
        terms.text(text, &mut |_, _| {});
        terms.words.list().first().map(|word| word.marks)
    };
    assert_eq!(marks("hoà"), marks("hòa"));
    assert_eq!(marks("ươn"), marks("u\u{31b}o\u{31b}n"));
    for spelled in [&["dat", "đat", "dạt", "đất", "đạt", "đặt", "dắt"][..], &["uon", "uôn", "ươn", "uơn"]]
    {
        let spelled: Vec<_> = spelled.iter().map(|text| marks(text)).collect();
        for (at, one) in spelled.iter().enumerate() {
            assert!(!spelled[..at].contains(one), "{at}");
        }
    }
}

#[test]
fn what_is_more_than_a_text_bears_a_sign() {
    let due = terms("Trước ngày 15/11/2025", |terms, text, mut sink| terms.deadline(text, &mut sink));
    assert!(due.contains(&"2025-11!".to_owned()) && due.contains(&"2025-11-15!".to_owned()));
    let number = terms("268/NQ-CP", |terms, text, mut sink| terms.own_number(text, true, &mut sink));
    assert!(number.contains(&"268nqcp$".to_owned()) && number.contains(&"268nqcp".to_owned()));
    let number = terms("75/KH-UBND", |terms, text, mut sink| terms.own_number(text, false, &mut sink));
    assert!(number.contains(&"75khubnd#".to_owned()));
    let title = terms("Phòng Kinh tế", |terms, text, mut sink| terms.title(text, &mut sink));
    assert!(title.contains(&"phong_kinh_te%".to_owned()));
    assert_eq!(
        terms("2025-10-13", |terms, text, mut sink| terms.day(text, &mut sink)),
        ["2025", "2025-10", "2025-10-13"]
    );
    let led = terms("UBND xã Hải Hưng", |terms, text, mut sink| terms.led(text, "Phòng Kinh tế", &mut sink));
    assert_eq!(led, ["&hai hung&phong kinh te"]);
    let led = terms("UBND xã Hải Hưng", |terms, text, mut sink| terms.led(text, "Văn phòng HĐND", &mut sink));
    assert_eq!(led, ["&hai hung&van phong hoi dong nhan dan"]);
    assert!(terms("năm nay", |terms, text, mut sink| terms.day(text, &mut sink)).is_empty());
}

fn page<'a>(address: &'a str, title: &'a str, rows: &'a [String]) -> Page<'a> {
    Page {
        address,
        kind: Kind::Plan,
        title,
        number: "75/KH-UBND",
        issuer: "UBND xã Hải Hưng",
        date: "2025-10-13",
        body: vec!["Căn cứ Luật Đất đai.".into()],
        rows: rows
            .iter()
            .enumerate()
            .map(|(at, text)| Row {
                anchor: format!("I.{at}").into(),
                text: text.into(),
                lead: "Phòng Kinh tế".into(),
                support: "".into(),
                deadline: "Tháng 11/2025".into(),
                product: "".into(),
                due: Some(jiff::civil::date(2025, 11, 30)),
                agencies: vec!["Phòng Kinh tế"],
            })
            .collect(),
        sections: vec![Section {
            anchor: "muc-i".into(),
            heading: "I. Mục đích".into(),
            text: vec!["Hướng dẫn.".into()],
        }],
    }
}

/// Some pages, each a little different; the newest first.
fn some(count: usize) -> Vec<(String, Vec<String>)> {
    let rows = |at: usize| (0..at % 7).map(|row| format!("Rà soát mục {} thôn {}", at * row % 31, at % 13)).collect();
    (0..count).rev().map(|at| (format!("ke-hoach/{at}/"), rows(at))).collect()
}

fn indexed(pages: &[(String, Vec<String>)]) -> Vec<File> {
    index(pages, |(address, rows)| page(address, "Kế hoạch sử dụng đất", rows))
}

#[test]
fn merged_terms_stand_in_order_each_once() {
    let titles = ["Ban Chỉ huy Quân sự", "268/NQ-CP", "Phòng Kinh tế", "phòng", "Tháng 11/2025"];
    let texts = ["ban nhân dân, bàn giao, phòng khám, phong2 _ &phòng", "268nqcp x; 2025-11; 2025 11/2025; 268/NQ-CP"];
    let runs = (0..3).map(|at| {
        let (mut terms, mut batch) = (Terms::default(), Batch::default());
        for (page, title) in titles.iter().enumerate() {
            let rows: Vec<String> = texts.iter().skip((at + page) % 2).map(|text| (*text).to_owned()).collect();
            units(&self::page("a/", title, &rows), &mut terms, |unit, word, next| batch.add(page, unit, word, next));
        }
        batch.run(terms.words.list(), (at * BATCH) as u32)
    });
    let (mut merged, runs): (Vec<Vec<u8>>, Vec<Run>) = (Vec::new(), runs.collect());
    index::merge(runs, |term, list| {
        assert!(list.pages > 0);
        merged.push(term.to_vec());
    });
    let folded = |term: &[u8]| term.split(|byte| *byte == 0).next().map(<[u8]>::to_vec);
    assert!(merged.len() > 60, "{}", merged.len());
    for pair in merged.windows(2) {
        let shown = || pair.iter().map(|term| String::from_utf8_lossy(term).into_owned()).collect::<Vec<_>>();
        assert!((folded(&pair[0]), &pair[0]) < (folded(&pair[1]), &pair[1]), "{:?}", shown());
    }
}

#[test]
fn any_number_of_threads_writes_the_same() {
    let pages = some(3000);
    let with = |threads| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads").install(|| indexed(&pages))
    };
    let one = with(1);
    assert!(one == with(2), "1 and 2 threads differ");
    assert!(one.windows(2).all(|pair| pair[0].id < pair[1].id), "sorted, each path once");
}

#[test]
fn a_new_page_leaves_most_files_as_they_were() {
    let (before, after) = (some(640), some(641));
    let (before, after) = (indexed(&before), indexed(&after));
    let kept = after.iter().filter(|file| file.id.starts_with("x/") && before.contains(file)).count();
    assert_eq!(kept, 320, "the excerpts of the ten full batches");
}

#[test]
fn nothing_is_an_index_too() {
    let files = index(&[] as &[u8], |_| page("", "", &[]));
    assert_eq!(files.iter().map(|file| &*file.id).collect::<Vec<_>>(), [ROOT]);
}

#[test]
fn odd_pages_do_no_harm() {
    let odd: Vec<String> = vec![
        String::new(),
        "- . ; / 268/ /NQ 11/ /2025 năm 2025/ 99999999999/NQ-CP quý /2025 t99/2025 -".into(),
        "\u{301}\u{301} \u{0} 𝐀𝐁 \u{200b} ﬁ ß İ".into(),
        "thửa đất ".repeat(200_000),
        "x".repeat(1 << 20),
    ];
    let many: Vec<String> = (0..300).map(|at| format!("mục {at}")).collect();
    let pages = [("a/", odd.clone()), ("b/", Vec::new()), ("c/", many)];
    let files = index(&pages, |(address, rows)| page(address, &odd[1], rows));
    let parts = files.iter().filter(|file| file.id.starts_with("x/") && file.id.contains('.')).count();
    assert_eq!(parts, 4, "300 rows stand in the page's file and in four more");
    let largest = files.iter().map(|file| file.packed.len()).max();
    assert!(largest < Some(30_000), "{largest:?}");
}

#[test]
fn lists_are_cut_to_the_newest() {
    let mut list = List::default();
    for page in 0..1000 {
        let units: &[u32] = if page % 10 == 0 { &[0, 3, 9] } else { &[5] };
        list.push(page, units.iter().copied());
    }
    let Coded { bytes: whole, pages, cut } = coded(&list, Part::All, 1 << 20);
    assert_eq!((read(&whole, pages).len(), pages, cut), (1200, 1000, false));
    let Coded { bytes: newest, pages, cut } = coded(&list, Part::All, 100);
    let read_again = read(&newest, pages);
    assert!(cut && newest.len() <= 100 && pages > 20, "{} bytes, {pages} pages", newest.len());
    assert_eq!(read_again.first().map(|(page, _)| *page), Some(1000 - pages));
    assert_eq!(read_again.last(), Some(&(999, 5)));
    let Coded { bytes, pages, .. } = titles(&list, 20);
    assert_eq!(read(&bytes, pages).last(), Some(&(990, 0)));
}

#[test]
fn a_list_in_bits_reads_back() {
    let mut random = fastrand::Rng::with_seed(7);
    for spread in [1, 3, 40, 5_000, 400_000] {
        let (mut list, mut expected, mut page) = (List::default(), Vec::new(), 0);
        for _ in 0..500 {
            page += 1 + random.u32(0..spread);
            let mut units: Vec<u32> = (0..random.usize(1..6)).map(|_| random.u32(0..64)).collect();
            units.sort_unstable();
            units.dedup();
            expected.extend(units.iter().map(|unit| (page, *unit)));
            list.push(page, units.into_iter());
        }
        let Coded { bytes, pages, .. } = coded(&list, Part::All, usize::MAX / 8);
        assert_eq!(read(&bytes, pages), expected, "{spread}");
    }
}

/// A list in bits as pages and units, as the reader takes it.
fn read(bytes: &[u8], pages: u32) -> Vec<(u32, u32)> {
    let mut at = 0;
    let mut bits = |count: u32| {
        (0..count).fold(0, |value, place| {
            let bit = bytes.get(at / 8).map_or(0, |byte| u32::from(byte >> (at % 8) & 1));
            at += 1;
            value | bit << place
        })
    };
    let mut rice = |k: Option<u32>| {
        let Some(k) = k else { return bits(5) };
        let ones = (0..24).take_while(|_| bits(1) == 1).count() as u32;
        if ones < 24 { ones << k | bits(k) } else { bits(24) }
    };
    let k = rice(None);
    let (mut found, mut next) = (Vec::new(), 0);
    for _ in 0..pages {
        let page = next + rice(Some(k));
        next = page + 1;
        let more = rice(Some(0));
        let mut unit = rice(Some(4));
        found.push((page, unit));
        for _ in 0..more {
            unit += 1 + rice(Some(2));
            found.push((page, unit));
        }
    }
    found
}

#[test]
fn a_long_list_keeps_apart_what_stands_beside_a_text() {
    let mut list = List::default();
    list.push(3, [4, BESIDE + 4, BESIDE + 6].into_iter());
    list.push(9, [BESIDE + 5].into_iter());
    let of = |units: [&[u32]; 2]| {
        let mut list = List::default();
        for (page, units) in [3, 9].into_iter().zip(units).filter(|(_, units)| !units.is_empty()) {
            list.push(page, units.iter().copied());
        }
        coded(&list, Part::Text, 1 << 20).bytes
    };
    let table = [(Part::All, [&[4, 6][..], &[5]]), (Part::Text, [&[4][..], &[]]), (Part::Beside, [&[6][..], &[5]])];
    for (part, units) in table {
        let pages = units.iter().filter(|units| !units.is_empty()).count();
        let Coded { bytes, pages: count, .. } = coded(&list, part, 1 << 20);
        assert_eq!(count as usize, pages);
        // The parameter of the distances depends on the whole list.
        if pages == 2 {
            assert_eq!(bytes, of(units));
        }
    }
}
