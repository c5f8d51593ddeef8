//! The example site says what its five sources say: counts, cells, links, and the sources' own anomalies.

use niemyet::{
    Options, check, compile,
    lang::Lang,
    link,
    model::{plan::Plan, task::Task, text::Target},
    parse,
    problem::{Format, Problems, Severity, show},
    read::{self, Content, Sources, Versions},
    theme::Theme,
};
use std::{collections::BTreeMap, path::Path};

fn sources() -> Sources {
    read::sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), Versions::Omit).expect("content is there")
}

fn site(sources: &Sources) -> (link::Site, Problems) {
    let mut problems = Problems::default();
    let drafts = parse::drafts(sources, &mut problems);
    check::drafts(&drafts, &mut problems);
    let site = link::site(drafts, sources, &mut problems).expect("the example links");
    (site, problems)
}

fn plan<'s>(site: &'s link::Site, issuer: &str) -> &'s Plan {
    site.plans.iter().find(|plan| plan.issuer == issuer).expect("a plan of each issuer")
}

#[test]
fn five_plans_have_the_rows_of_their_sources() {
    let sources = sources();
    let (site, _) = site(&sources);
    assert_eq!(site.plans.len(), 5);
    // Issuer, sections, numbered rows, leaf rows, targets.
    let table = [
        ("ubnd-xa-hai-hung", 9, 31, 31, 0),
        ("ubnd-thanh-pho-hai-phong", 7, 59, 63, 0),
        ("ubnd-phuong-dong-hai", 1, 8, 8, 15),
        ("ubnd-phuong-hung-dao", 8, 0, 13, 0),
        ("ubnd-xa-chan-hung", 8, 30, 30, 0),
    ];
    for (issuer, sections, numbered, leaves, targets) in table {
        let plan = plan(&site, issuer);
        let counts = (
            plan.sections.len(),
            plan.tasks().filter(|task| task.no.is_some()).count(),
            plan.tasks().filter(|task| task.is_leaf()).count(),
            plan.targets().count(),
        );
        assert_eq!(counts, (sections, numbered, leaves, targets), "{issuer}");
    }
}

#[test]
fn deadlines_of_hai_hung_count_by_kind() {
    let sources = sources();
    let (site, _) = site(&sources);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for task in plan(&site, "ubnd-xa-hai-hung").tasks() {
        *kinds.entry(task.deadline.due.kind_name()).or_default() += 1;
    }
    let expected = [
        ("conditional", 2),
        ("continuous", 12),
        ("month", 10),
        ("month+conditional", 2),
        ("on-demand", 1),
        ("unspecified", 1),
        ("year", 3),
    ];
    assert_eq!(kinds, expected.map(|(kind, count)| (kind.to_owned(), count)).into());
}

/// The Word export is clean: each cell stands in it letter by letter, white space aside.
#[test]
fn every_cell_of_hai_hung_stands_in_its_source() {
    let sources = sources();
    let (site, _) = site(&sources);
    let plan = plan(&site, "ubnd-xa-hai-hung");
    let folded = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let source =
        folded(&String::from_utf8_lossy(&sources.originals[&plan.source.file].bytes)).replace("[bookmark:_GoBack]", "");
    let mut cells = 0;
    let mut stands = |cell: &str| {
        cells += 1;
        assert!(source.contains(&folded(cell)), "not in the source: {cell}");
    };
    for task in plan.tasks() {
        stands(&task.text.plain.replace("Hải Phòng.", "Hải Phòng1."));
        stands(&task.deadline.wording.plain);
        task.lead.iter().chain(&task.support).for_each(|party| stands(&party.name.plain));
        task.notes.iter().for_each(|(_, note)| stands(&note.plain));
    }
    assert!(cells > 120, "{cells}");
}

/// The scans lost their diacritics: of each cell at least two words in three stand near enough in the source.
#[test]
fn cells_of_the_scans_come_from_their_sources() {
    let sources = sources();
    let (site, _) = site(&sources);
    for plan in site.plans.iter().filter(|plan| plan.issuer != "ubnd-xa-hai-hung") {
        let source = niemyet::vietnamese::fold(&String::from_utf8_lossy(&sources.originals[&plan.source.file].bytes));
        let words: std::collections::BTreeSet<&str> = source.split(|c: char| !c.is_alphanumeric()).collect();
        let mut weak = Vec::new();
        for task in plan.tasks().flat_map(Task::texts).chain(plan.targets().map(|target| &target.text)) {
            let cell = niemyet::vietnamese::fold(&task.plain);
            let all: Vec<&str> = cell.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            let known = all.iter().filter(|word| words.contains(**word)).count();
            if all.len() > 3 && known * 3 < all.len() * 2 {
                weak.push(task.plain.clone());
            }
        }
        assert!(weak.is_empty(), "{}: {weak:#?}", plan.issuer);
    }
}

#[test]
fn the_sources_own_anomalies_are_warnings() {
    let sources = sources();
    let (_, problems) = site(&sources);
    let shown = show(&problems, &sources, Lang::En, Format::Short);
    assert_eq!(problems.count(Severity::Error), 0, "{shown}");
    // Code and where: a deadline before the issue, a blank lead, a blank deadline, missing sections,
    // a missing item (3) and letter đ, 14 and 15 targets, an annex that is announced and absent, a text that stops.
    for (code, file) in [
        ("W0701", "ubnd-xa-hai-hung"),
        ("W0702", "ubnd-xa-hai-hung"),
        ("W0703", "ubnd-xa-hai-hung"),
        ("W0704", "ubnd-xa-chan-hung"),
        ("W0704", "ubnd-phuong-dong-hai"),
        ("W0704", "plan.md:23:1"),
        ("W0704", "ubnd-thanh-pho-hai-phong"),
        ("W0705", "ubnd-phuong-dong-hai"),
        ("W0711", "ubnd-phuong-hung-dao"),
        ("W0712", "ubnd-xa-chan-hung"),
    ] {
        assert!(shown.lines().any(|line| line.contains(code) && line.contains(file)), "{code} {file}\n{shown}");
    }
}

#[test]
fn citations_lead_to_their_documents() {
    let sources = sources();
    let (site, _) = site(&sources);
    let citing = |slug: &str| -> Vec<&str> {
        let document = site.documents.iter().position(|document| document.slug == slug).expect("a document");
        let passages = &site.cited[&Target::Document(document as u32)];
        let mut issuers: Vec<&str> =
            passages.iter().map(|passage| site.plans[passage.plan as usize].issuer.as_str()).collect();
        issuers.dedup();
        issuers
    };
    assert_eq!(citing("268-nq-cp-2025"), ["ubnd-xa-hai-hung", "ubnd-phuong-hung-dao"]);
    assert_eq!(citing("76-nq-cp-2021"), ["ubnd-thanh-pho-hai-phong"]);
    assert_eq!(citing("151-2025-nd-cp"), ["ubnd-xa-hai-hung", "ubnd-phuong-hung-dao"]);
    assert_eq!(citing("3470-qd-ubnd-hai-phong-2025"), ["ubnd-thanh-pho-hai-phong"]);
}

#[test]
fn a_known_issuer_that_is_another_makes_no_link() {
    for (issuer, links) in [("Chính phủ", true), ("Quốc hội", false), ("Bộ Nội vụ", false)] {
        let mut sources = sources();
        let plan = sources.files.iter_mut().find(|file| file.path.contains("hung-dao/75-kh-ubnd-2025/plan.yaml"));
        let plan = plan.expect("the plan of Hưng Đạo");
        let text =
            plan.text().expect("text").replacen("31/8/2025 của Chính phủ", &format!("31/8/2025 của {issuer}"), 1);
        plan.content = Content::Text(text);
        let (site, _) = site(&sources);
        let summary = &self::plan(&site, "ubnd-phuong-hung-dao").summary;
        assert_eq!(summary.cites().any(|(_, cite)| cite.target.is_some()), links, "{issuer}");
    }
}

/// Whether each mention leads anywhere in words that an issuer's plan says at the end of its running text.
fn led_at_the_end_of(issuer: &str, words: &str) -> Vec<bool> {
    let mut sources = sources();
    let is_body = |path: &str| path.starts_with(&format!("plans/{issuer}/")) && path.ends_with("plan.md");
    let body = sources.files.iter_mut().find(|file| is_body(&file.path)).expect("the text of a plan");
    body.content = Content::Text(format!("{}\n{words}.\n", body.text().expect("text")));
    let (site, _) = site(&sources);
    let plan = plan(&site, issuer);
    let (_, text) = plan.passages()[plan.body_passages().end - 1];
    text.cites().map(|(_, cite)| cite.target.is_some()).collect()
}

#[test]
fn what_points_back_means_the_one_document_of_its_type() {
    // What Chấn Hưng's running text says at its end, and whether each mention leads anywhere.
    let table = [
        ("Nghị quyết này", &[false][..]),
        ("Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ; triển khai Nghị quyết này", &[true, true]),
        ("Nghị quyết số 268/NQ-CP; Nghị quyết số 57-NQ/TW; triển khai Nghị quyết này", &[true, true, false]),
        ("Nghị quyết số 268/NQ-CP; Nghị quyết số 99/NQ-CP; triển khai Nghị quyết này", &[true, false, false]),
        ("Nghị quyết số 268/NQ-CP; theo Kế hoạch này", &[true]),
    ];
    for (words, links) in table {
        assert_eq!(led_at_the_end_of("ubnd-xa-chan-hung", words), links, "{words}");
    }
}

#[test]
fn a_number_of_a_local_body_needs_its_issuer_or_an_earlier_mention() {
    // What Đông Hải's running text says at its end, and whether that leads anywhere.
    let table = [
        ("theo Kế hoạch số 75/KH-UBND", false),
        ("theo Kế hoạch số 75/KH-UBND của UBND phường Hưng", false),
        ("theo Kế hoạch số 75/KH-UBND của UBND phường Hưng Đạo Bình", false),
        ("theo Kế hoạch số 75/KH-UBND của UBND phường Hưng Đạo", true),
        // Another body may give the number on that day; only those above the plan's own are meant without a name.
        ("theo Kế hoạch số 75/KH-UBND ngày 13/10/2025", false),
        ("theo Quyết định số 5256/QĐ-UBND ngày 26/12/2025", true),
        ("theo Nghị quyết số 268/NQ-CP", true),
    ];
    for (words, links) in table {
        assert_eq!(led_at_the_end_of("ubnd-phuong-dong-hai", words), [links], "{words}");
    }
}

/// The same texts in the same order for reading and for linking.
#[test]
fn passages_and_linked_texts_are_the_same() {
    let sources = sources();
    let mut problems = Problems::default();
    let mut drafts = parse::drafts(&sources, &mut problems);
    for plan in &mut drafts.plans {
        let read: Vec<String> = plan.passages().iter().map(|(_, text)| text.plain.clone()).collect();
        let linked: Vec<String> = plan.texts_mut().into_iter().map(|text| text.plain.clone()).collect();
        assert_eq!(read, linked);
    }
}

#[test]
fn every_file_is_the_same_with_one_thread_and_with_three() {
    let sources = sources();
    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    let built = |threads: usize| -> Vec<(String, Vec<u8>)> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let (output, _) = compile(&sources, &theme, &Options::default());
            let output = output.expect("the example compiles");
            (0..output.len())
                .map(|index| {
                    let (path, bytes) = output.at(index);
                    (path.to_owned(), bytes.unwrap_or_else(|problem| panic!("{path}: {problem:?}")))
                })
                .collect()
        })
    };
    let (one, three) = (built(1), built(3));
    assert!(one.len() > 400);
    assert!(one == three);
}

#[test]
fn headings_pasted_from_a_word_processor_are_read() {
    for added in ["\n## \u{a0}I. MỤC ĐÍCH\n", "\n## &nbsp;5 Mục\n", "\n## 4294967295. Một\n\n## 5. Hai\n"] {
        let mut sources = sources();
        let body = sources.files.iter_mut().find(|file| file.path.contains("dong-hai/103-kh-ubnd-2025/plan.md"));
        let body = body.expect("the text of Đông Hải");
        body.content = Content::Text(format!("{}{added}", body.text().expect("text")));
        site(&sources);
    }
}

#[test]
fn a_document_knows_its_plans_its_tasks_and_its_shelves() {
    let sources = sources();
    let (site, _) = site(&sources);
    for (target, passages) in &site.cited {
        let mut plans: Vec<u32> = passages.iter().map(|passage| passage.plan).collect();
        plans.dedup();
        assert_eq!(site.backlinks.citing(*target), plans);
        for plan in &plans {
            let count = passages.iter().filter(|passage| passage.plan == *plan).count() as u32;
            let cited = site.backlinks.cites(*plan).iter().find(|cited| cited.target == *target);
            assert_eq!(cited.map(|cited| cited.count), Some(count));
        }
        // A task rests on what its own texts cite.
        for task in site.backlinks.resting(*target) {
            let content = site.plans[task.plan as usize].tasks().nth(task.task as usize).expect("a task");
            assert!(content.texts().flat_map(|text| text.cites()).any(|(_, cite)| cite.target == Some(*target)));
        }
        let citing_tasks = plans
            .iter()
            .flat_map(|plan| site.plans[*plan as usize].tasks())
            .filter(|task| task.texts().flat_map(|text| text.cites()).any(|(_, cite)| cite.target == Some(*target)));
        assert_eq!(site.backlinks.resting(*target).len(), citing_tasks.count());
    }
    let all = &site.shelves[0].documents;
    assert_eq!(all.len(), site.documents.len());
    let kinds = site.shelves.iter().filter(|shelf| matches!(shelf.by, link::By::Kind { .. }));
    assert_eq!(kinds.map(|shelf| shelf.documents.len()).sum::<usize>(), all.len());
    for shelf in site.shelves.iter().filter(|shelf| matches!(shelf.by, link::By::Kind { .. })) {
        let years: Vec<Option<i16>> =
            shelf.documents.iter().map(|document| site.documents[*document as usize].year()).collect();
        assert!(years.windows(2).all(|pair| pair[0] >= pair[1]), "{years:?}");
    }
}

#[test]
fn what_nobody_registered_is_listed_once_with_all_who_cite_it() {
    let mut sources = sources();
    let added = [
        ("dong-hai/103-kh-ubnd-2025/plan.md", "Theo Nghị quyết số 999/NQ-CP ngày 01/12/2025 của Chính phủ."),
        ("hung-dao/75-kh-ubnd-2025/plan.md", "Theo Nghị quyết số 999/NQ-CP và Luật Đầu tư công."),
    ];
    for (path, words) in added {
        let body = sources.files.iter_mut().find(|file| file.path.ends_with(path)).expect("a text");
        body.content = Content::Text(format!("{}\n\n{words}\n", body.text().expect("text")));
    }
    let (site, _) = site(&sources);
    let found: Vec<(&str, usize)> =
        site.unknown.iter().map(|unknown| (unknown.words.as_str(), unknown.passages.len())).collect();
    let expected = [("Nghị quyết số 999/NQ-CP ngày 01/12/2025 của Chính phủ", 2), ("Luật Đầu tư công", 1)];
    assert_eq!(found, expected);

    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    let output = compile(&sources, &theme, &Options::default()).0.expect("the example compiles");
    let page =
        output.get("van-ban/chua-co/index.html").expect("the list").unwrap_or_else(|problem| panic!("{problem:?}"));
    let page = String::from_utf8(page).expect("UTF-8").replace("&quot;", "\"");
    let (resolution, law) = page.split_once("<h2>Luật Đầu tư công").expect("both, what is cited more first");
    // Each plan that cites it is named and quoted, with a way to the passage.
    for plan in ["ubnd-phuong-dong-hai/103-kh-ubnd-2025", "ubnd-phuong-hung-dao/75-kh-ubnd-2025"] {
        let passage = format!("href=\"../../ke-hoach/{plan}/index.html#doan-");
        assert_eq!(resolution.matches(&passage).count(), 1, "{plan}");
        assert_eq!(law.matches(&passage).count(), usize::from(plan.contains("hung-dao")), "{plan}");
    }
    assert_eq!(resolution.matches("<mark>Nghị quyết số 999/NQ-CP").count(), 2);
    assert!(resolution.contains("niemyet new document \"Nghị quyết số 999/NQ-CP ngày 01/12/2025 của Chính phủ\""));
}

/// A document's data name each document that it changes once, however many ways it changes it.
#[test]
fn what_is_amended_and_replaced_is_changed_once() {
    let mut sources = sources();
    let decree = sources.files.iter_mut().find(|file| file.path == "documents/111-2025-nd-cp.yaml");
    let decree = decree.expect("the decree");
    let text = decree.text().expect("text");
    let amends = "  - { kind: amends, document: 60-2021-nd-cp }\n";
    assert!(text.contains(amends), "{text}");
    decree.content = Content::Text(text.replace(amends, &[amends, &amends.replace("amends", "replaces")].concat()));
    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    let (output, problems) = compile(&sources, &theme, &Options::default());
    let output = output.unwrap_or_else(|| panic!("{}", show(&problems, &sources, Lang::En, Format::Short)));
    let page = output.get("van-ban/111-2025-nd-cp/index.html").expect("the decree");
    let page = String::from_utf8(page.unwrap_or_else(|problem| panic!("{problem:?}"))).expect("UTF-8");
    let block = page.split("<script type=\"application/ld+json\">").nth(1).expect("a data block");
    let block: serde_json::Value =
        serde_json::from_str(block.split("</script>").next().expect("its end")).expect("JSON");
    let changes = block["legislationChanges"].as_array().expect("changes");
    assert_eq!(changes.len(), 1, "{changes:?}");
}

#[test]
fn documents_and_plans_say_what_they_are_to_machines() {
    let mut sources = sources();
    let config = sources.files.iter_mut().find(|file| file.path == "site.yaml").expect("the site");
    let lines = config.text().expect("text").lines().filter(|line| !line.starts_with("base_url"));
    config.content = Content::Text(lines.collect::<Vec<_>>().join("\n"));
    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    let block = |base: Option<&str>, path: &str| -> serde_json::Value {
        let options = Options { base_url: base.map(str::to_owned), ..Options::default() };
        let output = compile(&sources, &theme, &options).0.expect("the example compiles");
        let page = output.get(path).expect("a page").unwrap_or_else(|problem| panic!("{problem:?}"));
        let page = String::from_utf8(page).expect("UTF-8");
        let block = page.split("<script type=\"application/ld+json\">").nth(1).expect("a data block");
        serde_json::from_str(block.split("</script>").next().expect("its end")).expect("JSON")
    };
    let decree = "van-ban/111-2025-nd-cp/index.html";
    let known = block(Some("https://x.vn/a/"), decree);
    assert_eq!(known["@id"], "https://x.vn/a/van-ban/111-2025-nd-cp/");
    assert_eq!(known["legislationIdentifier"], "111/2025/NĐ-CP");
    assert_eq!(known["legislationDate"], "2025-05-22");
    assert_eq!(known["legislationType"], "Nghị định");
    assert_eq!(known["legislationPassedBy"]["name"], "Chính phủ");
    assert_eq!(known["legislationJurisdiction"]["name"], "Việt Nam");
    assert_eq!(known["legislationChanges"][0]["legislationIdentifier"], "60/2021/NĐ-CP");
    assert_eq!(known["legislationLegalForce"], serde_json::Value::Null);
    let plan = block(None, "ke-hoach/ubnd-phuong-hung-dao/75-kh-ubnd-2025/index.html");
    assert_eq!(plan["@id"], serde_json::Value::Null);
    assert_eq!(plan["legislationJurisdiction"]["name"], "phường Hưng Đạo");
    let cited = plan["citation"].as_array().expect("citations");
    assert!(cited.iter().any(|cited| cited["legislationIdentifier"] == "268/NQ-CP"), "{cited:?}");
}

#[test]
fn a_status_says_what_was_looked_up_and_when() {
    // What is added to a document, and the code of the problem it makes.
    let table = [
        ("status: { state: in-force, checked: 2026-01-15, source: Công báo, since: 2025-08-31 }", None),
        ("status: { state: in-force, checked: 2026-01-15, source: Công báo, since: 2026-08-31 }", Some("E0311")),
        ("status: { state: in-force, checked: 15/01/2026, source: Công báo }", Some("E0301")),
        ("status: { state: valid, checked: 2026-01-15, source: Công báo }", Some("E0211")),
        ("status: { state: expired, source: Công báo }", Some("E0208")),
    ];
    for (added, code) in table {
        let mut sources = sources();
        let file = sources.files.iter_mut().find(|file| file.path == "documents/268-nq-cp-2025.yaml");
        let file = file.expect("the resolution");
        file.content = Content::Text(format!("{}{added}\n", file.text().expect("text")));
        let mut problems = Problems::default();
        parse::drafts(&sources, &mut problems);
        let shown = show(&problems, &sources, Lang::En, Format::Short);
        let errors = shown.lines().filter(|line| line.contains("268-nq-cp-2025") && line.contains("E0"));
        let errors: Vec<&str> = errors.collect();
        match code {
            Some(code) => assert!(errors.len() == 1 && errors[0].contains(code), "{added}: {shown}"),
            None => assert!(errors.is_empty(), "{shown}"),
        }
    }
}

/// A resolution that many plans cite: the picture stays small and says how many it leaves out.
#[test]
fn a_chain_of_many_plans_is_cut_and_counted() {
    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    // Copies of a commune's plan, boxes, and what stands for those without one. The resolution, the city's plan and
    // the two communes' plans that state it are always there.
    let table = [(0, 4, None), (5, 9, None), (6, 9, Some("và 2 kế hoạch khác")), (60, 9, Some("và 56 kế hoạch khác"))];
    for (copies, boxes, more) in table {
        let mut sources = sources();
        let original = "plans/ubnd-phuong-hung-dao/75-kh-ubnd-2025/plan.yaml";
        let original = sources.files.iter().find(|file| file.path == original).expect("the plan of Hưng Đạo");
        let text = original.text().expect("text");
        let stated = |line: &&str| line.starts_with("relations:") || line.contains("{ kind: ");
        let unstated = text.lines().filter(|line| !stated(line)).collect::<Vec<_>>().join("\n");
        for copy in 0..copies {
            let text = unstated.replace("75/KH-UBND", &format!("{}/KH-UBND", 300 + copy));
            let path = format!("plans/ubnd-phuong-hung-dao/{}-kh-ubnd-2025/plan.yaml", 300 + copy);
            sources.files.push(read::SourceFile { path, content: Content::Text(text) });
        }
        sources.files.sort_by(|a, b| a.path.cmp(&b.path));
        let (output, problems) = compile(&sources, &theme, &Options::default());
        let output = output.unwrap_or_else(|| panic!("{}", show(&problems, &sources, Lang::En, Format::Short)));
        let page = output.get("van-ban/268-nq-cp-2025/index.html").expect("the resolution");
        let page = String::from_utf8(page.unwrap_or_else(|problem| panic!("{problem:?}"))).expect("UTF-8");
        assert_eq!(page.matches("<rect").count(), boxes, "{copies}");
        assert_eq!(page.contains("kế hoạch khác"), more.is_some());
        assert!(more.is_none_or(|more| page.matches(more).count() == 2), "{copies}");
        let further = output.paths().filter(|path| path.starts_with("van-ban/268-nq-cp-2025/trang-")).count();
        assert_eq!(further, (copies + 2_usize).div_ceil(50) - 1);
    }
}
