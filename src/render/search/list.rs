//! List: where a term stands, in bytes.
//!
//! A page is a varint `(distance to the page before) << 1 | single`, then its only unit,
//! or the count of its units and their distances. `postings` writes the same in bits, for the reader.

pub fn put_varint(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

pub fn take_varint(bytes: &mut &[u8]) -> u64 {
    let (mut n, mut shift) = (0, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        n |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 || shift > 56 {
            break;
        }
    }
    n
}

pub fn take<'a>(bytes: &mut &'a [u8], len: usize) -> &'a [u8] {
    let (head, rest) = bytes.split_at_checked(len).unwrap_or((bytes, &[]));
    *bytes = rest;
    head
}

/// A list inside the bytes of a run.
#[derive(Default, Clone, Copy)]
pub struct ListRef<'a> {
    pub pages: u32,
    pub first: u32,
    pub last: u32,
    pub bytes: &'a [u8],
}

#[derive(Default, Clone)]
pub struct List {
    pub pages: u32,
    pub first: u32,
    pub last: u32,
    /// The first page stands as distance 0; `first` tells where it is.
    pub bytes: Vec<u8>,
}

impl List {
    pub fn clear(&mut self) {
        self.pages = 0;
        self.bytes.clear();
    }

    pub fn push(&mut self, page: u32, units: impl ExactSizeIterator<Item = u32>) {
        if self.pages == 0 {
            (self.first, self.last) = (page, page);
        }
        let single = units.len() == 1;
        put_varint(&mut self.bytes, u64::from(page - self.last) << 1 | u64::from(single));
        if !single {
            put_varint(&mut self.bytes, units.len() as u64);
        }
        let mut before = 0;
        for unit in units {
            put_varint(&mut self.bytes, u64::from(unit - before));
            before = unit;
        }
        self.last = page;
        self.pages += 1;
    }

    /// Adds the list of later pages.
    pub fn append(&mut self, later: &ListRef<'_>) {
        let Some((&head, rest)) = later.bytes.split_first() else { return };
        if self.pages == 0 {
            (self.first, self.bytes) = (later.first, vec![head]);
        } else {
            put_varint(&mut self.bytes, u64::from(later.first.saturating_sub(self.last)) << 1 | u64::from(head));
        }
        self.bytes.extend(rest);
        self.last = later.last;
        self.pages += later.pages;
    }

    /// Each page with its units.
    pub fn each(&self, mut each: impl FnMut(u32, &[u32])) {
        let mut rest = self.bytes.as_slice();
        let (mut page, mut units) = (self.first, Vec::new());
        while !rest.is_empty() {
            let header = take_varint(&mut rest);
            page += (header >> 1) as u32;
            let count = if header & 1 == 1 { 1 } else { take_varint(&mut rest) };
            units.clear();
            let mut unit = 0;
            for _ in 0..count {
                unit += take_varint(&mut rest) as u32;
                units.push(unit);
            }
            each(page, &units);
        }
    }
}
