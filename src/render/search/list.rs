//! List: where a term stands, in bytes.
//!
//! A page is a varint `(distance to the page before) << 1 | single`, then its only unit,
//! or the count of its units and their distances. Units of a page: title 0, issuer 1, body 2,
//! then two a row: 3 its text, lead and deadline, 4 its support and product, and so on.

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

    /// The list as the reader takes it, counted from page 0.
    pub fn whole(&self, out: &mut Vec<u8>) {
        if let Some((&head, rest)) = self.bytes.split_first() {
            put_varint(out, u64::from(self.first) << 1 | u64::from(head));
            out.extend(rest);
        }
    }

    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The newest pages, in at most `limit` bytes.
    pub fn newest(&self, limit: usize, out: &mut Vec<u8>) {
        let from = self.bytes.len().saturating_sub(limit);
        for (page, at, header) in self.pages() {
            if at >= from {
                put_varint(out, u64::from(page) << 1 | header & 1);
                let mut rest = &self.bytes[at..];
                take_varint(&mut rest);
                out.extend(rest);
                return;
            }
        }
    }

    /// Of the pages that have the term in the title, the newest in at most `limit` bytes: distances.
    pub fn titles(&self, limit: usize, out: &mut Vec<u8>) {
        let mut titles = Vec::new();
        for (page, at, header) in self.pages() {
            let mut rest = &self.bytes[at..];
            take_varint(&mut rest);
            if header & 1 == 0 {
                take_varint(&mut rest);
            }
            if take_varint(&mut rest) == 0 {
                titles.push(page);
            }
        }
        let mut last = 0;
        for &page in &titles[titles.len().saturating_sub(limit)..] {
            put_varint(out, u64::from(page - last));
            last = page;
        }
    }

    /// Each page, where its posting starts, and its header.
    fn pages(&self) -> impl Iterator<Item = (u32, usize, u64)> {
        let mut rest = self.bytes.as_slice();
        let mut page = self.first;
        std::iter::from_fn(move || {
            let at = self.bytes.len() - rest.len();
            if rest.is_empty() {
                return None;
            }
            let header = take_varint(&mut rest);
            page += (header >> 1) as u32;
            let units = if header & 1 == 1 { 1 } else { take_varint(&mut rest) };
            for _ in 0..units {
                take_varint(&mut rest);
            }
            Some((page, at, header))
        })
    }
}
