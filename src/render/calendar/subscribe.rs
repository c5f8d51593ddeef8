//! How to subscribe to a calendar file: its address to copy, and the way through the menus of four programs.

use super::super::{
    Room,
    home::{Counted, issuers_with_plans},
};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct SubscribeView {
    /// Relative, to the file itself.
    href: String,
    /// `https://…/lich.ics`, where the site knows where it is published.
    https: Option<String>,
    /// The same for programs that listen to `webcal:`.
    webcal: Option<String>,
    programs: Vec<ProgramView>,
    /// The files of the issuers.
    issuers: Vec<Counted>,
}

#[derive(Serialize)]
struct ProgramView {
    name: &'static str,
    steps: Vec<String>,
}

/// Names, which are the same in every language, and the words of their steps.
const PROGRAMS: [(&str, &str); 5] = [
    ("Google Calendar", "subscribe_google"),
    ("Outlook", "subscribe_outlook"),
    ("iPhone, iPad", "subscribe_iphone"),
    ("Mac", "subscribe_mac"),
    ("Thunderbird", "subscribe_thunderbird"),
];

pub(super) fn view(room: &Room, issuer: Option<u32>, root: &str) -> SubscribeView {
    let site = &room.site;
    let file = |issuer: Option<u32>| match issuer {
        Some(issuer) => format!("co-quan/{}/lich.ics", site.issuers[issuer as usize].slug),
        None => "lich/lich.ics".to_owned(),
    };
    let https = room.base_url.as_ref().map(|base| format!("{base}{}", file(issuer)));
    let others = if issuer.is_none() { issuers_with_plans(site) } else { Vec::new() };
    SubscribeView {
        href: format!("{root}{}", file(issuer)),
        webcal: https.as_ref().and_then(|url| Some(format!("webcal://{}", url.split_once("://")?.1))),
        https,
        programs: PROGRAMS
            .iter()
            .map(|(name, steps)| ProgramView { name, steps: room.word(steps).split('|').map(str::to_owned).collect() })
            .collect(),
        issuers: others
            .into_iter()
            .map(|issuer| Counted {
                href: format!("{root}{}", file(Some(issuer as u32))),
                label: site.issuers[issuer].short.clone(),
                count: 0,
                current: false,
            })
            .collect(),
    }
}
