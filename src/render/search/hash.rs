//! FNV-1a: the same name for the same bytes on every machine.

use std::hash::Hasher;

#[derive(Clone)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

pub fn of(bytes: &[u8]) -> Fnv {
    let mut hash = Fnv::default();
    hash.write(bytes);
    hash
}

/// The short form that the reader computes too, its bits mixed well.
pub fn fnv32(bytes: &[u8]) -> u32 {
    let hash = bytes.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    let hash = (hash ^ hash >> 16).wrapping_mul(0x7feb_352d);
    (hash ^ hash >> 15).wrapping_mul(0x846c_a68b)
}

impl Fnv {
    /// What stands for the content in names.
    pub fn short(&self) -> [u8; 6] {
        let [a, b, c @ ..] = self.0.to_be_bytes();
        let [d, e, ..] = c;
        let mut short = c;
        short[0] = d ^ a;
        short[1] = e ^ b;
        short
    }

    /// Twelve hexadecimal digits: names must hold on file systems without case.
    pub fn name(&self) -> String {
        self.short().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
