//! An annex that the text announces is there: "Các nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này".

use crate::{
    model::{
        plan::{Block, Plan},
        task::Form,
        text::{Text, What, shorten},
    },
    problem::{Problem, Problems},
    vietnamese::fold,
};

pub fn check(plan: &Plan, problems: &mut Problems) {
    if has_annex(plan) {
        return;
    }
    for (position, (_, text)) in plan.passages().into_iter().enumerate() {
        if announces(text) {
            let problem = Problem::AnnexAbsent { words: shorten(&text.plain, 60) };
            problems.add(super::passage(plan, position, &text.plain), problem);
        }
    }
}

/// Words of this plan, not of a document it cites; a link leads to an attached annex.
fn announces(text: &Text) -> bool {
    let folded = fold(&text.plain);
    let own = ["kem theo ke hoach nay", "kem theo quyet dinh nay", "kem theo van ban nay", "phu luc kem theo"];
    let named = ["phu luc", "danh muc", "bieu"].iter().any(|name| folded.contains(name));
    let linked = text.spans.iter().any(|span| matches!(span.what, What::Link(_)));
    named && !linked && own.iter().any(|words| folded.contains(words))
}

fn has_annex(plan: &Plan) -> bool {
    let in_body = |block: &Block| match block {
        Block::Heading { text, .. } => fold(&text.plain).starts_with("phu luc"),
        Block::Table { .. } => true,
        _ => false,
    };
    plan.sections.iter().any(|section| section.form == Form::Table)
        || !plan.targets.is_empty()
        || plan.body.iter().any(in_body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announcements_are_read() {
        let table = [
            ("(Các nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này)", true),
            ("theo Danh mục kèm theo Quyết định này.", true),
            ("14 chỉ tiêu tại phụ lục kèm theo", true),
            ("Kế hoạch kèm theo Quyết định số 3470/QĐ-UBND", false),
            ("Nguồn kinh phí theo quy định", false),
        ];
        for (words, expected) in table {
            assert_eq!(announces(&Text::of_value(words)), expected, "{words}");
        }
    }
}
