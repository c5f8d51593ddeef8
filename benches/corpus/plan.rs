//! One plan: the same texts for the same place in the corpus, however many there are.

use super::{
    Commune, Date, SOURCE, World,
    voice::{Field, Rng, Voice, capital, uncapital},
    yaml::Yaml,
};
use std::collections::BTreeSet;

const SECTIONS: [&str; 6] = ["I", "II", "III", "IV", "V", "VI"];
const TASKS: usize = 30;
const PARTS: [&str; 5] = ["I", "II", "III", "IV", "V"];
/// How many of a hundred deadlines are of each table; the rest are blank.
const DEADLINES: [(&str, usize); 8] = [
    ("continuous", 33),
    ("month", 24),
    ("quarter", 9),
    ("year", 8),
    ("recurring", 9),
    ("conditional", 7),
    ("month-and-condition", 4),
    ("date", 3),
];

pub struct Plan {
    /// `<issuer>/<folder>`
    pub address: String,
    pub yaml: String,
    pub markdown: String,
}

/// What is known of a plan before a word of it is written.
struct Header {
    commune: usize,
    number: String,
    issued: Date,
    /// A plan for one year, whose deadlines stay in it.
    yearly: bool,
}

struct Report {
    text: String,
    to: String,
    deadline: String,
}

/// A plan that this one replaces.
struct Older {
    mention: String,
    address: String,
}

struct Writer<'a> {
    voice: Voice<'a>,
    header: Header,
    fields: Vec<&'a Field>,
    /// This clerk folds long cells.
    folds: bool,
    has_targets: bool,
    older: Option<Older>,
}

/// Where the plan lies: `<issuer>/<folder>`.
pub fn address(communes: &[Commune], index: usize) -> String {
    Header::new(communes, index).address(communes)
}

/// The plan of that place in the corpus.
pub fn compose(world: &World, index: usize) -> Plan {
    let World { words, communes, documents } = world;
    let header = Header::new(communes, index);
    let address = header.address(communes);
    let commune = &communes[header.commune];
    let mut rng = Rng::new("plan", index as u64);
    let fields = rng.some(SECTIONS.len(), words.fields.len());
    let fields: Vec<&Field> = fields.into_iter().map(|place| &words.fields[place]).collect();
    let documents = &documents[..documents.partition_point(|document| document.issued < header.issued)];
    // The older a document, the more cite it.
    let own = (0..9).map(|_| {
        let end = rng.below(documents.len()) + 1;
        rng.below(end)
    });
    let own = own.collect();
    let older = index.checked_sub(communes.len()).map(|index| Header::new(communes, index));
    let older = older.filter(|older| older.issued < header.issued && rng.percent(15));
    let mut writer = Writer {
        folds: rng.percent(50),
        has_targets: rng.percent(20),
        older: older.map(|older| Older { mention: older.mention(commune), address: older.address(communes) }),
        voice: Voice {
            words,
            field: fields[0],
            commune,
            neighbour: &communes[rng.below(communes.len())],
            year: header.issued.year(),
            due: header.issued,
            to: "",
            documents,
            own,
            cited: BTreeSet::new(),
            last: 0,
            rng,
        },
        header,
        fields,
    };
    // In the order of reading: a document is cited in full where it is first met.
    let head = writer.head();
    let relations = writer.relations();
    let reports: Vec<Report> = (0..2).map(|_| writer.report()).collect();
    let markdown = writer.markdown(&reports);
    let targets = writer.targets();
    let tasks = writer.tasks();
    let foot = writer.foot();
    Plan { address, yaml: [head, relations, foot, tasks, targets, report_list(&reports)].concat(), markdown }
}

impl Header {
    fn new(communes: &[Commune], index: usize) -> Header {
        let mut rng = Rng::new("header", index as u64);
        let year = rng.between(2024, 2026);
        let yearly = rng.percent(50);
        let month = rng.between(1, if yearly { 3 } else { 12 });
        Header {
            commune: index % communes.len(),
            number: format!("{:02}/KH-UBND", index / communes.len() + 1),
            issued: Date::new(year, month, rng.between(2, 28)),
            yearly,
        }
    }

    fn address(&self, communes: &[Commune]) -> String {
        let folder = self.number.to_lowercase().replace('/', "-");
        format!("{}/{folder}-{}", communes[self.commune].id, self.issued.year())
    }

    /// As another text cites the plan.
    fn mention(&self, commune: &Commune) -> String {
        let day = self.issued.short();
        format!("Kế hoạch số {} ngày {day} của UBND {}", self.number, commune.place())
    }
}

impl Writer<'_> {
    fn head(&mut self) -> String {
        let Header { issued, yearly, .. } = self.header;
        let table = if yearly { "summary-yearly" } else { "summary" };
        let mut summary = self.voice.sentence(table);
        let mut period = None;
        if yearly {
            period = Some(issued.year().to_string());
        } else if self.voice.rng.percent(15) {
            let years = format!("{}-{}", issued.year(), issued.year() + 5);
            summary += &format!(" giai đoạn {years}");
            period = Some(years);
        }
        let mut basis: Vec<String> = (0..self.voice.rng.between(2, 3)).map(|_| self.basis()).collect();
        basis.push(self.voice.sentence("enactment"));
        let commune = self.voice.commune;
        let file = Yaml::default()
            .entry("", "number", &self.header.number)
            .line("kind: Kế hoạch")
            .entry("", "issuer", &commune.id)
            .entry("", "place", commune.name)
            .line(format_args!("issued: {issued}"));
        let file = match period {
            Some(period) => file.line(format_args!("period: {period}")),
            None => file,
        };
        file.folded("", "summary", &summary).list("basis", &basis).text
    }

    /// A document with its title, or another ground.
    fn basis(&mut self) -> String {
        let voice = &mut self.voice;
        let fresh = voice.own.iter().find(|place| !voice.cited.contains(place)).copied();
        let Some(place) = fresh.filter(|_| voice.rng.percent(75)) else {
            return voice.sentence("basis");
        };
        let mention = voice.citation(place);
        let documents = voice.documents;
        let document = &documents[place];
        let opening = voice.rng.pick(&["Căn cứ", "Căn cứ", "Thực hiện"]);
        match document.alias {
            Some(_) => format!("{opening} {mention};"),
            None => format!("{opening} {mention} {};", uncapital(&document.title)),
        }
    }

    /// What the plan implements, of that which it has cited, and the plan that it replaces.
    fn relations(&self) -> String {
        let cited = self.voice.cited.iter().take(2);
        let implemented = cited.map(|place| ("implements", &self.voice.documents[*place].slug));
        let replaced = self.older.iter().map(|older| ("replaces", &older.address));
        let mut file = Yaml::default();
        for (place, (kind, target)) in implemented.chain(replaced).enumerate() {
            if place == 0 {
                file = file.line("relations:");
            }
            file = file.line(format_args!("  - {{ kind: {kind}, document: {target} }}"));
        }
        file.text
    }

    fn foot(&mut self) -> String {
        let voice = &mut self.voice;
        let recipients = voice.rng.some(6, voice.words.table("recipient").len());
        let recipients = recipients.into_iter().map(|place| voice.phrase_at("recipient", place));
        let mut recipients: Vec<String> = recipients.collect();
        recipients.push("Lưu: VT".to_owned());
        let signer = voice.rng.below(voice.commune.officials.len());
        Yaml::default()
            .line(format_args!("source:\n  file: {SOURCE}\n  form: export\n  compared: false"))
            .line("transcription: complete")
            .line("signature:\n  authority: TM. ỦY BAN NHÂN DÂN")
            .entry("  ", "title", if signer == 0 { "CHỦ TỊCH" } else { "KT. CHỦ TỊCH" })
            .entry("  ", "name", &voice.commune.officials[signer].name)
            .list("recipients", &recipients)
            .text
    }

    fn report(&mut self) -> Report {
        self.due();
        let voice = &mut self.voice;
        voice.to = voice.agency();
        Report { text: voice.sentence("report"), to: voice.to.to_owned(), deadline: voice.phrase("report-deadline") }
    }

    fn tasks(&mut self) -> String {
        let mut sizes = [3; SECTIONS.len()];
        for _ in sizes.iter().sum()..TASKS {
            sizes[self.voice.rng.below(sizes.len())] += 1;
        }
        let mut file = Yaml::default().line("tasks:");
        for (place, size) in sizes.into_iter().enumerate() {
            self.voice.field = self.fields[place];
            file = file
                .line(format_args!("  - section: {}", SECTIONS[place]))
                .entry("    ", "title", self.voice.rng.pick(&self.voice.field.titles))
                .line("    form: table\n    rows:");
            for number in 1..=size {
                file = self.task(file, number);
            }
        }
        file.text
    }

    fn task(&mut self, file: Yaml, number: usize) -> Yaml {
        let margin = "        ";
        let mut text = self.voice.sentence("task");
        let footnote = self.voice.rng.percent(3).then(|| self.voice.sentence("footnote"));
        if footnote.is_some() {
            text = format!("{}[^1].", text.trim_end_matches('.'));
        }
        let file = self.cell(file.line(format_args!("      - no: {number}")), margin, "text", &text);
        let mut file = self.duties(file, margin);
        if let Some(footnote) = footnote {
            file = self.cell(file.line("        footnotes:"), "          ", "\"1\"", &footnote);
        }
        if self.voice.rng.percent(2) {
            file = file.line("        rows:");
            for _ in 0..self.voice.rng.between(2, 3) {
                let text = self.voice.sentence("sub-task");
                file = self.cell(file, "          - ", "text", &text);
                file = self.duties(file, "            ");
            }
        }
        file
    }

    /// Who, until when, and what comes of it.
    fn duties(&mut self, file: Yaml, margin: &str) -> Yaml {
        let keys = self.leads();
        let lead: Vec<String> = keys.iter().map(|key| self.unit(key)).collect();
        let support = self.supports(&keys);
        let mut file = file.flow(margin, "lead", &lead).flow(margin, "support", &support);
        if let Some(deadline) = self.deadline() {
            file = file.entry(margin, "deadline", &deadline);
        }
        match self.voice.rng.below(20) {
            0..5 => file.entry(margin, "product", &self.voice.phrase("product")),
            5 => {
                let products = [self.voice.phrase("product"), self.voice.phrase("product")];
                file.flow(margin, "product", &products)
            }
            _ => file,
        }
    }

    fn cell(&self, file: Yaml, before: &str, key: &str, text: &str) -> Yaml {
        if self.folds { file.folded(before, key, text) } else { file.entry(before, key, text) }
    }

    /// The keys of the field's own office, and at times of another beside it.
    fn leads(&mut self) -> Vec<&'static str> {
        let field = self.voice.field;
        let mut keys = vec![self.voice.rng.pick(&field.leads)];
        if self.voice.rng.percent(7) {
            keys.push(self.voice.rng.pick(&["vp", "kt", "vh", "ca"]));
            keys.dedup();
        }
        keys
    }

    fn supports(&mut self, leads: &[&str]) -> Vec<String> {
        let mut others = vec!["vp", "kt", "vh", "hc", "ca", "qs", "yt", "mt"];
        others.retain(|key| !leads.contains(key));
        let other = self.voice.rng.pick(&others);
        match self.voice.rng.below(20) {
            0..9 => vec![self.unit("*")],
            9..12 => vec![self.unit(other), self.unit("*")],
            12..15 => vec![self.voice.agency().to_owned(), self.unit(other)],
            15..17 => vec![self.unit("*"), "Các sở, ngành liên quan".to_owned()],
            17..19 => vec![self.unit(other)],
            _ => Vec::new(),
        }
    }

    /// The name of a unit of the commune, or one of its other names.
    fn unit(&mut self, key: &str) -> String {
        let Some(unit) = self.voice.commune.units.iter().find(|unit| unit.key == key) else {
            panic!("no unit has the key {key}");
        };
        if unit.aliases.is_empty() || self.voice.rng.percent(80) {
            unit.name.clone()
        } else {
            unit.aliases[self.voice.rng.below(unit.aliases.len())].clone()
        }
    }

    /// Draws the month that a deadline speaks of: after the issue, and in the plan's year if it has one.
    fn due(&mut self) {
        let issued = self.header.issued;
        let last = if self.header.yearly { issued.year() * 12 + 11 } else { issued.months + 14 };
        self.voice.due =
            Date { months: self.voice.rng.between(issued.months + 1, last), day: self.voice.rng.between(1, 28) };
    }

    fn deadline(&mut self) -> Option<String> {
        self.due();
        let mut chance = self.voice.rng.below(100);
        for (table, share) in DEADLINES {
            if chance < share {
                return Some(self.voice.phrase(table));
            }
            chance -= share;
        }
        None
    }

    fn targets(&mut self) -> String {
        if !self.has_targets {
            return String::new();
        }
        let mut file = Yaml::default().line("targets:\n  - title: Chỉ tiêu chủ yếu\n    rows:");
        for number in 1..=4 {
            self.turn_to(number);
            let mut text = self.voice.sentence("target");
            let margin = "        ";
            let by = self.voice.rng.percent(30);
            if by {
                text += " đến năm 2030";
            }
            file = self.cell(file.line(format_args!("      - no: {number}")), margin, "text", &text);
            file = file.entry(margin, "measure", &self.voice.phrase("measure-value"));
            if by {
                file = file.line("        by: 2030");
            }
            let lead: Vec<String> = self.leads().into_iter().map(|key| self.unit(key)).collect();
            let officials = &self.voice.commune.officials;
            let official = &officials[self.voice.rng.below(officials.len())];
            let supervisor = format!("Đ/c {} - {}", official.name, official.title);
            file = file.flow(margin, "lead", &lead).entry(margin, "supervisor", &supervisor);
        }
        file.text
    }

    /// Speaks of the field of that section from here on.
    fn turn_to(&mut self, section: usize) {
        self.voice.field = self.fields[section % self.fields.len()];
    }

    fn markdown(&mut self, reports: &[Report]) -> String {
        let mut parts = PARTS.into_iter();
        let mut text = Prose::default();
        self.turn_to(0);
        text.part(&mut parts, &self.voice.phrase("heading-purpose"));
        text.heading(3, "1. Mục đích");
        text.paragraph(&self.voice.sentence("purpose"));
        text.heading(3, "2. Yêu cầu");
        text.items((0..2).map(|_| self.voice.sentence("requirement")));
        if self.voice.rng.percent(50) {
            self.turn_to(1);
            text.part(&mut parts, &self.voice.phrase("heading-overview"));
            text.paragraph(&self.voice.sentence("overview"));
        }
        text.part(&mut parts, &self.voice.phrase("heading-work"));
        for number in 1..=3 {
            self.turn_to(number);
            let name = capital(&self.voice.field_name());
            text.heading(3, &format!("{number}. {name}"));
            text.paragraph(&self.voice.sentence("overview"));
            let points = self.voice.rng.between(1, 3);
            text.items((0..points).map(|_| self.voice.sentence("point")));
        }
        if self.has_targets {
            text.paragraph("[[bảng chỉ tiêu]]");
        }
        text.part(&mut parts, "KINH PHÍ THỰC HIỆN");
        text.paragraph(&self.voice.sentence("budget"));
        text.part(&mut parts, &self.voice.phrase("heading-organisation"));
        for number in 1..=3 {
            self.turn_to(number + 2);
            let unit = self.unit(self.voice.field.leads[0]);
            text.heading(3, &format!("{number}. {unit}"));
            let duties = self.voice.rng.between(1, 2);
            text.items((0..duties).map(|_| self.voice.sentence("duty")));
        }
        for report in reports {
            let deadline = uncapital(&report.deadline);
            text.paragraph(&format!("{} {deadline}.", report.text));
        }
        if let Some(Older { mention, .. }) = &self.older {
            text.paragraph(&format!("Kế hoạch này thay thế {mention}."));
        }
        text.paragraph(&self.voice.sentence("closing"));
        text.heading(1, "PHỤ LỤC");
        let mention = self.header.mention(self.voice.commune);
        text.paragraph(&format!("(Kèm theo {mention})"));
        text.paragraph("[[bảng nhiệm vụ]]");
        text.0
    }
}

/// Markdown under way.
#[derive(Default)]
struct Prose(String);

impl Prose {
    fn paragraph(&mut self, text: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0 += text;
        self.0.push('\n');
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.paragraph(&format!("{} {text}", "#".repeat(level)));
    }

    /// A heading under the next number.
    fn part(&mut self, numbers: &mut impl Iterator<Item = &'static str>, text: &str) {
        let number = numbers.next().unwrap_or_default();
        self.heading(2, &format!("{number}. {text}"));
    }

    fn items(&mut self, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.map(|item| format!("- {item}")).collect();
        self.paragraph(&items.join("\n"));
    }
}

fn report_list(reports: &[Report]) -> String {
    let mut file = Yaml::default().line("reports:");
    for Report { text, to, deadline } in reports {
        file = file.entry("  - ", "text", text).entry("    ", "to", to).entry("    ", "deadline", deadline);
    }
    file.text
}
