//! Why a hub does not use what a site publishes.

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It asks to be looked for elsewhere.
    Moved {
        to: String,
    },
    /// Packed, though nobody asked for it.
    Encoded {
        how: String,
    },
    /// More bytes than a file may have, or than the manifest says it has.
    TooLarge {
        bytes: u64,
    },
    /// Not JSON, or not of the form that sites publish.
    Unreadable {
        why: String,
    },
    /// Another version of the form.
    Format {
        found: u32,
    },
    PartName {
        name: String,
    },
    /// The bytes are not those that the manifest names.
    Hash,
    LongLine {
        bytes: usize,
    },
    /// An address that is not within the site.
    Address {
        written: String,
    },
    /// A page a second time.
    SameAddress {
        written: String,
    },
    /// A row that does not follow its page.
    Stray {
        page: String,
    },
    Unprintable {
        code: u32,
    },
    Date {
        written: String,
    },
}
