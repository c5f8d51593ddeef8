//! The file of a hub → [`Hub`].

use super::{
    shape::{Fields, Form, Shape, must},
    site, tree,
};
use crate::{
    model::hub::{Hub, Member, is_member_address},
    problem::{Problem, Problems},
    read::Sources,
    span::FileId,
};

pub static SHAPE: Shape = Shape {
    about: "Cổng tìm kiếm chung của nhiều trang",
    fields: &[
        must("title", Form::Text, "tên cổng, ví dụ “Kế hoạch của các xã, phường Hải Phòng”"),
        site::TAGLINE,
        site::BASE_URL,
        site::LANGUAGE,
        site::PUBLISHER,
        site::CONTACT,
        must("sites", Form::Maps(&MEMBER), "các trang được tìm, theo thứ tự muốn hiện"),
    ],
};

static MEMBER: Shape = Shape {
    about: "Một trang được tìm",
    fields: &[
        must("name", Form::Text, "tên trang, ví dụ “Xã Hải Hưng”"),
        must("address", Form::Text, "địa chỉ của trang, ví dụ https://haihung.example.vn/ke-hoach/"),
    ],
};

/// The only file of the sources, if it is a hub without errors.
pub fn hub(sources: &Sources, problems: &mut Problems) -> Option<Hub> {
    let id = FileId(0);
    let text = super::text(id, sources.files.first()?, problems)?;
    let tree = tree(id, text, problems)?;
    let fields = Fields::of(id, &tree, &SHAPE, problems);
    let config = site::config_of(fields, problems);
    let mut members: Vec<Member> = Vec::new();
    for entry in fields.maps("sites") {
        // One without an address was said to lack it.
        let Some(written) = entry.text("address") else { continue };
        let address = format!("{}/", written.trim_end_matches('/'));
        let place = entry.place("address");
        if !is_member_address(&address) {
            problems.add(place, Problem::BaseUrl { written: written.to_owned() });
        } else if let Some(other) = members.iter().find(|other| other.address == address) {
            problems.add(place, Problem::SameMember { address, other: other.name.clone() });
        } else {
            members.push(Member { name: entry.string("name"), address, place });
        }
    }
    (!problems.has_errors()).then_some(Hub { config, members })
}
