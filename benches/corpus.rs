//! Content for the benchmarks: a city of 114 communes with invented documents and plans, the same at every run.

mod documents;
mod plan;
mod voice;
mod yaml;

use documents::Document;
use std::{fmt, fs, io, path::Path};
use voice::{Rng, Words};
use yaml::Yaml;

const CITY: &str = "ubnd-thanh-pho-hai-phong";
const SOURCE: &str = "du-lieu-do-hieu-nang.txt";
const SITE: &str = "title: Kế hoạch của các xã, phường, đặc khu
base_url: https://niem-yet.example/
language: vi
publisher: Ủy ban nhân dân thành phố Hải Phòng
contact: niem-yet@hai-phong.example
";

/// What plans are written from; the same for any number of plans.
struct World {
    words: Words,
    communes: Vec<Commune>,
    /// Oldest first.
    documents: Vec<Document>,
}

struct Commune {
    kind: &'static str,
    name: &'static str,
    /// `ubnd-xa-hai-hung`
    id: String,
    units: Vec<Unit>,
    villages: Vec<String>,
    officials: Vec<Official>,
}

struct Official {
    name: String,
    title: String,
}

struct Unit {
    /// `*` for a collective, else what `fields.txt` calls the unit.
    key: &'static str,
    id: &'static str,
    name: String,
    aliases: Vec<String>,
}

/// No day after the 28th, so that no month needs its length.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Date {
    months: u32,
    day: u32,
}

/// Writes `dir/content` with that many plans, and `dir/seeds` with the source that they all name.
pub fn write(dir: &Path, plans: usize) -> io::Result<()> {
    let words = Words::new();
    let communes = communes(&words);
    let documents = documents::all(&words);
    if (communes.len(), documents.len()) != (114, 300) {
        return Err(io::Error::other("a line of the word tables cannot be read"));
    }
    let world = World { words, communes, documents };
    let content = dir.join("content");
    let seeds = dir.join("seeds");
    for folder in [&seeds, &content.join("agencies"), &content.join("documents")] {
        fs::create_dir_all(folder)?;
    }
    fs::write(seeds.join(SOURCE), "Văn bản này do chương trình đo hiệu năng tạo ra.\n")?;
    fs::write(content.join("site.yaml"), SITE)?;
    write_agencies(&content.join("agencies"), &world)?;
    for document in &world.documents {
        let path = content.join("documents").join(format!("{}.yaml", document.slug));
        fs::write(path, document.yaml())?;
    }
    for index in 0..plans {
        let plan = plan::compose(&world, index);
        let folder = content.join("plans").join(plan.address);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("plan.yaml"), plan.yaml)?;
        fs::write(folder.join("plan.md"), plan.markdown)?;
    }
    Ok(())
}

/// Puts two more words into the text of the first task of the first plan.
pub fn edit(dir: &Path) -> io::Result<()> {
    let words = Words::new();
    let address = plan::address(&communes(&words), 0);
    let path = dir.join("content/plans").join(address).join("plan.yaml");
    let before = fs::read_to_string(&path)?;
    let Some((head, tail)) = before.split_once(" text: ") else {
        return Err(io::Error::other("the first plan has no task"));
    };
    let text = tail.trim_start_matches(['>', '-', '\n', ' ', '"']);
    let opening = &tail[..tail.len() - text.len()];
    fs::write(path, format!("{head} text: {opening}Khẩn trương {text}"))
}

fn write_agencies(dir: &Path, world: &World) -> io::Result<()> {
    let central = Yaml::default()
        .entry("", "name", "Cơ quan trung ương")
        .entry("", "short", "Trung ương")
        .entry("", "level", "central");
    let central = with_units(central, &units(world.words.table("central"), "", ""));
    fs::write(dir.join("trung-uong.yaml"), central.text)?;

    let city = Yaml::default()
        .entry("", "name", "Ủy ban nhân dân thành phố Hải Phòng")
        .entry("", "short", "UBND thành phố Hải Phòng")
        .entry("", "level", "city")
        .entry("", "parent", "trung-uong")
        .flow("", "aliases", &["UBND thành phố", "UBND TP"]);
    let city = with_units(city, &units(world.words.table("city"), "", ""));
    fs::write(dir.join(format!("{CITY}.yaml")), city.text)?;

    for commune in &world.communes {
        let head = Yaml::default()
            .entry("", "name", &format!("Ủy ban nhân dân {}", commune.place()))
            .entry("", "short", &format!("UBND {}", commune.place()))
            .entry("", "level", "commune")
            .entry("", "parent", CITY)
            .flow("", "aliases", &[format!("UBND {}", commune.kind)]);
        let whole = with_units(head, &commune.units);
        fs::write(dir.join(format!("{}.yaml", commune.id)), whole.text)?;
    }
    Ok(())
}

fn with_units(head: Yaml, units: &[Unit]) -> Yaml {
    units.iter().fold(head.line("units:"), |file, unit| {
        let file =
            file.entry("  - ", "id", unit.id).entry("    ", "name", &unit.name).flow("    ", "aliases", &unit.aliases);
        if unit.key == "*" { file.line("    collective: true") } else { file }
    })
}

fn communes(words: &Words) -> Vec<Commune> {
    let commune = |(line, index): (&&'static str, u64)| {
        let (written, slug) = line.split_once(" = ")?;
        let (kind, prefix) = [("phường", "phuong"), ("xã", "xa"), ("đặc khu", "dac-khu")]
            .into_iter()
            .find(|(kind, _)| written.starts_with(kind))?;
        let economy = match kind {
            "xã" => "Phòng Kinh tế",
            _ => "Phòng Kinh tế, Hạ tầng và Đô thị",
        };
        let mut rng = Rng::new("commune", index);
        let ranks = ["Chủ tịch", "Phó Chủ tịch", "Phó Chủ tịch", "Phó Chủ tịch"];
        Some(Commune {
            kind,
            name: written[kind.len()..].trim_start(),
            id: format!("ubnd-{prefix}-{slug}"),
            units: units(words.table("commune"), kind, economy),
            villages: (0..8).map(|_| words.place_name(&mut rng)).collect(),
            officials: ranks
                .map(|rank| Official { name: words.person(&mut rng), title: format!("{rank} UBND {kind}") })
                .into(),
        })
    };
    words.table("communes").iter().zip(0..).filter_map(commune).collect()
}

fn units(lines: &[&'static str], kind: &str, economy: &str) -> Vec<Unit> {
    let unit = |line: &&'static str| {
        let mut cells = line.split(" | ");
        let (key, id) = cells.next()?.split_once(' ')?;
        let mut names = cells.map(|cell| cell.replace("{kind}", kind).replace("{economy}", economy));
        Some(Unit {
            key,
            id,
            name: names.next()?,
            aliases: names.next().map_or_else(Vec::new, |cell| cell.split(" / ").map(str::to_owned).collect()),
        })
    };
    lines.iter().filter_map(unit).collect()
}

impl Commune {
    /// `xã Hải Hưng`
    fn place(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }

    /// What the commune is made of.
    fn hamlet(&self) -> &'static str {
        match self.kind {
            "phường" => "tổ dân phố",
            _ => "thôn",
        }
    }
}

impl Date {
    fn new(year: u32, month: u32, day: u32) -> Date {
        Date { months: year * 12 + month - 1, day }
    }

    /// `2025-08-31`
    fn parse(iso: &str) -> Option<Date> {
        let mut parts = iso.splitn(3, '-').map(|part| part.parse().ok());
        Some(Date::new(parts.next()??, parts.next()??, parts.next()??))
    }

    fn year(self) -> u32 {
        self.months / 12
    }

    fn month(self) -> u32 {
        self.months % 12 + 1
    }

    /// The month as offices write it: a leading zero in January and February only.
    fn written_month(self) -> String {
        match self.month() {
            month @ 1..=2 => format!("0{month}"),
            month => month.to_string(),
        }
    }

    /// `05/11/2025`
    fn short(self) -> String {
        format!("{:02}/{}/{}", self.day, self.written_month(), self.year())
    }

    /// `05 tháng 11 năm 2025`
    fn long(self) -> String {
        format!("{:02} tháng {} năm {}", self.day, self.written_month(), self.year())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day)
    }
}
