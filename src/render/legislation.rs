//! Documents and plans for machines: schema.org `Legislation` as JSON-LD, in a data block of the page.

use super::Room;
use crate::{
    link::{Direction, Site},
    model::{
        agency::AgencyId,
        document::{Force, ForceState, RelationKind},
        text::Target,
    },
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Documents that a plan's block names; a page links to all.
const CITED: usize = 100;

/// The data block of a page; fit to stand in a `script` element.
pub(crate) fn json_ld(room: &Room, target: Target) -> String {
    in_script(&Value::Object(legislation(&room.site, room.base_url.as_deref(), target)).to_string())
}

/// No letter of HTML is left: each is written as an escape of JSON, which only stands in its strings.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn legislation(site: &Site, base: Option<&str>, target: Target) -> Map<String, Value> {
    let mut block = named(site, base, target);
    block.insert("@context".into(), json!("https://schema.org"));
    block.insert("inLanguage".into(), json!("vi"));
    let (title, kind, issued, url, agency, force) = match target {
        Target::Document(index) => {
            let document = &site.documents[index as usize];
            let issued = document.issued.map(|day| day.to_string());
            let agency = site.document_issuers[index as usize];
            (&document.title, &document.kind, issued, document.url.as_deref(), agency, document.force.as_ref())
        }
        Target::Plan(index) => {
            let plan = &site.plans[index as usize];
            let agency = AgencyId { issuer: site.plan_issuers[index as usize], unit: None };
            (&plan.summary.plain, &plan.kind, plan.issued.day().map(|day| day.to_string()), None, Some(agency), None)
        }
    };
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            block.insert(key.into(), value);
        }
    };
    put("description", Some(json!(title)));
    put("legislationType", Some(json!(kind)));
    put("legislationDate", issued.map(Value::from));
    put(
        "legislationPassedBy",
        agency.map(|agency| json!({ "@type": "Organization", "name": full_name(site, agency) })),
    );
    put(
        "legislationJurisdiction",
        agency.map(|agency| json!({ "@type": "AdministrativeArea", "name": area(site, agency) })),
    );
    put("legislationLegalForce", force.map(|force| json!(legal_force(force))));
    // The page stands for the text on this site; the official text is the same thing elsewhere.
    match base {
        Some(_) => put("sameAs", url.map(Value::from)),
        None => put("url", url.map(Value::from)),
    }
    let stated = |wanted: fn(RelationKind) -> bool| {
        let related = site.relations.get(&target).into_iter().flatten();
        let others = related.filter(|related| related.direction == Direction::Forward && wanted(related.kind));
        // What amends one part and replaces another changes one document.
        let others: BTreeSet<Target> = others.map(|related| related.other).collect();
        list(others.into_iter().map(|other| Value::Object(named(site, base, other))))
    };
    put("legislationChanges", stated(changes));
    put("isBasedOn", stated(|kind| !changes(kind)));
    if let Target::Plan(plan) = target {
        let cited = site.backlinks.cites(plan).iter().take(CITED);
        put("citation", list(cited.map(|cited| Value::Object(named(site, base, cited.target)))));
    }
    block
}

fn changes(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::Amends | RelationKind::Replaces)
}

fn list(items: impl Iterator<Item = Value>) -> Option<Value> {
    let items: Vec<Value> = items.collect();
    (!items.is_empty()).then_some(Value::Array(items))
}

/// What tells a document from others; absolute addresses only where the site's own is known.
fn named(site: &Site, base: Option<&str>, target: Target) -> Map<String, Value> {
    let number = match target {
        Target::Document(index) => site.documents[index as usize].number.as_ref(),
        Target::Plan(index) => site.plans[index as usize].number.as_ref(),
    };
    let mut block = Map::new();
    block.insert("@type".into(), json!("Legislation"));
    block.insert("name".into(), json!(site.target_label(target)));
    if let Some(number) = number {
        block.insert("legislationIdentifier".into(), json!(number.canonical()));
    }
    if let Some(base) = base {
        let address = format!("{base}{}", site.target_address(target));
        block.insert("@id".into(), json!(address));
        block.insert("url".into(), json!(address));
    }
    block
}

fn full_name(site: &Site, agency: AgencyId) -> &str {
    match agency.unit {
        Some(_) => site.agency_name(agency),
        None => &site.issuers[agency.issuer as usize].name,
    }
}

/// "Ủy ban nhân dân xã Hải Hưng" governs "xã Hải Hưng".
fn area(site: &Site, agency: AgencyId) -> &str {
    let issuer = &site.issuers[agency.issuer as usize];
    if issuer.level == crate::model::agency::Level::Central {
        return "Việt Nam";
    }
    ["Ủy ban nhân dân ", "Hội đồng nhân dân "]
        .iter()
        .find_map(|body| issuer.name.strip_prefix(body))
        .unwrap_or(&issuer.name)
}

fn legal_force(force: &Force) -> &'static str {
    match force.state {
        ForceState::InForce => "https://schema.org/InForce",
        ForceState::PartlyExpired => "https://schema.org/PartiallyInForce",
        ForceState::Expired | ForceState::NotYet => "https://schema.org/NotInForce",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_cannot_end_its_script() {
        let written = json!({ "name": "</script><!-- & “x” \u{2028}" });
        let block = in_script(&written.to_string());
        assert!(!block.contains(['<', '>', '&']), "{block}");
        assert_eq!(serde_json::from_str::<Value>(&block).expect("JSON"), written);
    }
}
