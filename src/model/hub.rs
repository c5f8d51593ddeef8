//! A hub: one search over the sites of several communes.

use crate::{model::site::Config, span::Place};

#[derive(Clone, Debug)]
pub struct Hub {
    pub config: Config,
    /// In the order written.
    pub members: Vec<Member>,
}

/// A site that a hub searches.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    /// `https://host/path/`, with a slash at the end.
    pub address: String,
    /// Where the hub's file names it.
    pub place: Place,
}

/// Whether an address can be that of a member: a site's, without a user's name or anything that leads elsewhere.
pub fn is_member_address(address: &str) -> bool {
    super::site::is_base_url(address)
        && !address.contains('@')
        && address.split('/').all(|part| part != "." && part != "..")
}
