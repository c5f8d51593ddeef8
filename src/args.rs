//! Arguments: what can be asked of the program, and how its help says so in both languages.

use clap::{
    Arg, ArgAction, CommandFactory, FromArgMatches, ValueEnum,
    error::{ContextKind, ContextValue, ErrorKind},
};
use niemyet::lang::Lang;
use std::{env, ffi::OsString, path::PathBuf, process::ExitCode};

#[derive(clap::Parser)]
#[command(name = "niemyet", version)]
pub struct Arguments {
    /// Read before the others, because it chooses the words of `--help` and of mistakes in the others.
    #[arg(long, global = true, value_name = "LANG", value_enum)]
    lang: Option<Lang>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(clap::Subcommand)]
pub enum Command {
    Build(Build),
    Check(Site),
    Compare(Compare),
    Serve(Serve),
    New(New),
    Schema(Schema),
    Deadline(Deadline),
    Due(Due),
    Cite(Cite),
    Hub(Hub),
}

/// What a site is made from, and how its problems are shown.
#[derive(Clone, clap::Args)]
pub struct Site {
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub content: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub theme: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

#[derive(clap::Args)]
pub struct Build {
    #[command(flatten)]
    pub site: Site,
    #[arg(long, value_name = "DIR", default_value = "public")]
    pub out: PathBuf,
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    #[arg(long)]
    pub no_history: bool,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    #[arg(long)]
    pub timings: bool,
}

#[derive(clap::Args)]
pub struct Compare {
    #[arg(id = "compared-plan", value_name = "PLAN")]
    pub plan: String,
    #[arg(id = "source-text", long = "source", value_name = "FILE")]
    pub source: Option<PathBuf>,
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub content: PathBuf,
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value_t = Answer::Human)]
    pub answer: Answer,
}

#[derive(Clone, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    pub site: Site,
    #[arg(long, value_name = "N", default_value_t = 8000)]
    pub port: u16,
}

#[derive(clap::Args)]
pub struct New {
    #[arg(long, global = true, value_name = "DIR", default_value = "content")]
    pub content: PathBuf,
    #[command(subcommand)]
    pub thing: Thing,
}

#[derive(clap::Subcommand)]
pub enum Thing {
    Plan {
        #[arg(value_name = "ISSUER")]
        issuer: String,
        #[arg(value_name = "FOLDER")]
        folder: String,
        #[arg(long, value_name = "DATE")]
        issued: String,
    },
    Document {
        #[arg(id = "document-slug", value_name = "SLUG")]
        document: String,
    },
    Agency {
        #[arg(id = "agency-slug", value_name = "SLUG")]
        agency: String,
    },
}

#[derive(clap::Args)]
pub struct Schema {
    #[arg(value_name = "KIND", value_enum, default_value_t = Kind::Plan)]
    pub kind: Kind,
}

#[derive(clap::Args)]
pub struct Deadline {
    #[arg(value_name = "PHRASE", allow_hyphen_values = true)]
    pub phrase: String,
    #[arg(long = "issued", value_name = "DATE")]
    pub plan_issued: Option<String>,
    #[arg(long, value_name = "YEARS")]
    pub period: Option<String>,
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value_t = Answer::Human)]
    pub answer: Answer,
}

#[derive(clap::Args)]
pub struct Due {
    #[arg(long, value_name = "DATE")]
    pub on: String,
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub within: u16,
    #[arg(id = "of_agency", long = "agency", value_name = "NAME")]
    pub agency: Option<String>,
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub content: PathBuf,
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value_t = Answer::Human)]
    pub answer: Answer,
}

#[derive(clap::Args)]
pub struct Cite {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(id = "registry", long = "content", value_name = "DIR")]
    pub content: Option<PathBuf>,
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value_t = Answer::Human)]
    pub answer: Answer,
}

#[derive(clap::Args)]
pub struct Hub {
    #[arg(id = "hub-file", value_name = "FILE", default_value = "hub.yaml")]
    pub file: PathBuf,
    #[arg(long, value_name = "DIR", default_value = "public")]
    pub out: PathBuf,
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    #[arg(long, value_name = "DIR", default_value = "kept")]
    pub kept: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub theme: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// For whom an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Answer {
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Human,
    Short,
    Json,
}

/// The kinds of YAML files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Plan,
    Document,
    Agency,
    Site,
    Hub,
}

/// Each command and each argument, in Vietnamese and in English.
const HELP: &[(&str, &str, &str)] = &[
    (
        "niemyet",
        "Dựng trang web tra cứu từ các kế hoạch của xã, phường viết bằng YAML và Markdown",
        "Compiles the plans of Vietnamese communes into a searchable static website",
    ),
    ("build", "Dựng trang vào một thư mục", "Build the site into a folder"),
    ("check", "Kiểm tra nội dung, không ghi gì", "Check the content, write nothing"),
    (
        "compare",
        "Đối chiếu một kế hoạch với bản gốc: chữ thiếu, chữ thừa, số khác, thứ tự khác",
        "Compare a plan with its source: words missing or added, numbers that differ, another order",
    ),
    (
        "compared-plan",
        "Kế hoạch: <cơ quan>/<thư mục>, hoặc đường dẫn tới thư mục",
        "The plan: <issuer>/<folder>, or the path to its folder",
    ),
    (
        "source-text",
        "Tệp chữ của bản gốc, thay cho source.file của kế hoạch",
        "Text file of the source, instead of the plan's source.file",
    ),
    (
        "serve",
        "Xem trang trên máy này; sửa nội dung là trang tự tải lại",
        "Show the site on this machine and reload it at every edit",
    ),
    ("new", "Tạo tệp mẫu có chú thích", "Write a commented starting file"),
    ("plan", "Kế hoạch mới: plan.yaml và plan.md", "A new plan: plan.yaml and plan.md"),
    ("document", "Văn bản mới để viện dẫn", "A new document to cite"),
    ("agency", "Cơ quan ban hành mới", "A new issuing agency"),
    (
        "schema",
        "In JSON Schema của tệp YAML, để trình soạn thảo gợi ý và kiểm tra",
        "Print the JSON Schema of a YAML file, for editors to complete and check",
    ),
    ("deadline", "Cho biết một thời hạn được hiểu thế nào", "Say how a deadline is read"),
    ("cite", "Tìm mọi văn bản được viện dẫn trong một văn bản", "Find every document that a text cites"),
    ("file", "Tệp văn bản UTF-8, hoặc - để đọc từ đầu vào chuẩn", "A UTF-8 text, or - for standard input"),
    (
        "registry",
        "Thư mục nội dung để tra văn bản [mặc định: content, nếu có]",
        "Folder of the content to look documents up in [default: content, if it is there]",
    ),
    (
        "hub",
        "Dựng cổng tìm kiếm chung của nhiều trang, từ dữ liệu tìm kiếm mà mỗi trang đăng",
        "Build one search over several sites, from the search data that each publishes",
    ),
    (
        "hub-file",
        "Tệp YAML nói tên cổng và các trang được tìm [mặc định: hub.yaml]",
        "YAML file with the title and the sites to search [default: hub.yaml]",
    ),
    (
        "kept",
        "Thư mục giữ bản tốt kéo lần trước của mỗi trang [mặc định: kept]",
        "Folder that keeps the last good copy of each site [default: kept]",
    ),
    ("due", "In việc quá hạn và việc sắp đến hạn", "Print what is overdue and what falls due soon"),
    ("on", "Ngày họp, ví dụ 2025-11-24", "The day to look from, such as 2025-11-24"),
    ("within", "Sắp đến hạn là trong bao nhiêu ngày [mặc định: 30]", "How many days ahead are soon [default: 30]"),
    (
        "of_agency",
        "Chỉ việc do cơ quan này chủ trì: tên, hoặc ubnd-xa-hai-hung/phong-kinh-te",
        "Only what this agency leads: its name, or ubnd-xa-hai-hung/phong-kinh-te",
    ),
    ("phrase", "Thời hạn như in trong kế hoạch, ví dụ “Quý IV/2026”", "The deadline as printed, such as “Quý IV/2026”"),
    (
        "plan_issued",
        "Ngày ban hành kế hoạch, để hiểu thời hạn thiếu năm: 2025-10-13 hoặc 2025-10",
        "The plan's day of issue, for deadlines without a year: 2025-10-13 or 2025-10",
    ),
    (
        "period",
        "Năm hoặc giai đoạn của kế hoạch: 2026 hoặc 2025-2030",
        "The years that the plan covers: 2026 or 2025-2030",
    ),
    ("answer", "Cách in: human (cho người đọc), json [mặc định: human]", "How to print: human, json [default: human]"),
    ("content", "Thư mục nội dung [mặc định: content]", "Folder of the content [default: content]"),
    ("theme", "Thư mục giao diện [mặc định: giao diện có sẵn]", "Folder of the theme [default: the built-in one]"),
    (
        "format",
        "Cách in lỗi: human (đầy đủ), short (mỗi lỗi một dòng), json [mặc định: human]",
        "How problems are printed: human, short (a line each), json [default: human]",
    ),
    ("out", "Thư mục đặt trang [mặc định: public]", "Folder to put the site into [default: public]"),
    (
        "base_url",
        "Địa chỉ nơi đăng trang, thay cho base_url trong site.yaml hoặc hub.yaml",
        "Where the site is published, instead of base_url in site.yaml or hub.yaml",
    ),
    ("no_history", "Không đọc lịch sử git", "Do not read the git history"),
    ("threads", "Số luồng xử lý [mặc định: số lõi của máy]", "Number of threads [default: the cores of the machine]"),
    ("timings", "In thời gian của từng bước", "Print how long each step took"),
    ("port", "Cổng [mặc định: 8000]", "Port [default: 8000]"),
    (
        "issuer",
        "Tên tệp của cơ quan ban hành, ví dụ ubnd-xa-hai-hung",
        "The issuer's file name, such as ubnd-xa-hai-hung",
    ),
    ("folder", "Tên thư mục của kế hoạch, ví dụ 75-kh-ubnd-2025", "The plan's folder, such as 75-kh-ubnd-2025"),
    (
        "issued",
        "Ngày ban hành, ví dụ 2025-10-13; chưa có ngày: 2025-10",
        "Day of issue, such as 2025-10-13; still without a day: 2025-10",
    ),
    (
        "document-slug",
        "Tên tệp của văn bản, ví dụ 268-nq-cp-2025; hoặc cả câu viện dẫn, để điền sẵn",
        "The document's file name, such as 268-nq-cp-2025; or the whole citation, to fill the entry in",
    ),
    ("agency-slug", "Tên tệp của cơ quan, ví dụ ubnd-xa-hai-hung", "The agency's file name, such as ubnd-xa-hai-hung"),
    (
        "kind",
        "plan, document, agency, site hoặc hub [mặc định: plan]",
        "plan, document, agency, site or hub [default: plan]",
    ),
    (
        "lang",
        "Ngôn ngữ của thông báo: vi hoặc en [mặc định: vi; hoặc theo biến NIEMYET_LANG]",
        "Language of messages: vi or en [default: vi; or as NIEMYET_LANG says]",
    ),
    ("help", "In hướng dẫn này", "Print this help"),
    ("version", "In số phiên bản", "Print the version"),
];

/// Placeholders of values in Vietnamese; one that is not here is the same in both.
const VALUES: &[(&str, &str)] = &[
    ("DIR", "THƯ_MỤC"),
    ("LANG", "NGÔN_NGỮ"),
    ("FORMAT", "CÁCH_IN"),
    ("N", "SỐ"),
    ("ISSUER", "CƠ_QUAN"),
    ("FOLDER", "THƯ_MỤC"),
    ("DATE", "NGÀY"),
    ("SLUG", "TÊN"),
    ("KIND", "LOẠI"),
    ("PHRASE", "CỤM_TỪ"),
    ("YEARS", "NĂM"),
    ("NAME", "TÊN"),
    ("PLAN", "KẾ_HOẠCH"),
    ("FILE", "TỆP"),
];

/// The arguments of the program and the language to answer in; or the exit code, when the answer was given here.
pub fn read() -> Result<(Arguments, Lang), ExitCode> {
    let written: Vec<OsString> = env::args_os().collect();
    let lang = lang(&written, env::var("NIEMYET_LANG").ok().as_deref());
    let parsed = program(lang).try_get_matches_from(written).and_then(|found| Arguments::from_arg_matches(&found));
    match parsed {
        Ok(arguments) => Ok((arguments, lang)),
        Err(error) => {
            match mistake(&error, lang) {
                Some(message) => eprintln!("lỗi: {message}\n\nXem hướng dẫn: niemyet --help"),
                // A reader that went away is not worth a word.
                None => _ = error.print(),
            }
            Err(ExitCode::from(if error.use_stderr() { 2 } else { 0 }))
        }
    }
}

/// The language that `--lang` names, else the environment, else Vietnamese.
fn lang(written: &[OsString], environment: Option<&str>) -> Lang {
    let mut words = written.iter().filter_map(|word| word.to_str());
    let mut named = None;
    while let Some(word) = words.next() {
        match word.split_once('=') {
            Some(("--lang", value)) => named = Some(value),
            _ if word == "--lang" => named = words.next(),
            _ => {}
        }
    }
    named.or(environment).and_then(|name| Lang::from_str(name, true).ok()).unwrap_or(Lang::Vi)
}

/// The whole command line, in one language.
fn program(lang: Lang) -> clap::Command {
    let flag = |id: &'static str, short: char, action| Arg::new(id).long(id).short(short).action(action);
    let program = Arguments::command()
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(flag("help", 'h', ArgAction::Help).global(true))
        .arg(flag("version", 'V', ArgAction::Version));
    worded(program, "", lang)
}

/// A command and those below it with their texts put in; `above` is how they are called.
fn worded(command: clap::Command, above: &str, lang: Lang) -> clap::Command {
    let name = command.get_name().to_owned();
    let path = format!("{above}{name}");
    // The program's own options are in the help of every command, after the command's.
    let mut order = if above.is_empty() { 100 } else { 0 };
    let command = command.mut_args(|argument| {
        order += 1;
        worded_argument(argument, lang).display_order(order)
    });
    let usage = usage(&command, &path, lang);
    let [template, commands] = match lang {
        Lang::Vi => ["{about}\n\nCách dùng: {usage}\n\n{all-args}\n", "Lệnh"],
        Lang::En => ["{about}\n\nUsage: {usage}\n\n{all-args}\n", "Commands"],
    };
    command
        .about(help(&name, lang))
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(commands)
        .mut_subcommands(|command| worded(command, &format!("{path} "), lang))
}

fn worded_argument(argument: Arg, lang: Lang) -> Arg {
    let help = help(argument.get_id().as_str(), lang);
    let heading = match (lang, argument.is_positional()) {
        (Lang::Vi, true) => "Tham số",
        (Lang::Vi, false) => "Tùy chọn",
        (Lang::En, true) => "Arguments",
        (Lang::En, false) => "Options",
    };
    let value = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let value = value.filter(|_| lang == Lang::Vi).and_then(|name| VALUES.iter().find(|(english, _)| *english == name));
    // Defaults and possible values are named by the help itself, in its language.
    let takes_value = argument.get_action().takes_values();
    let argument =
        argument.help(help).help_heading(heading).hide_default_value(takes_value).hide_possible_values(takes_value);
    match value {
        Some((_, vietnamese)) => argument.value_name(vietnamese),
        None => argument,
    }
}

fn usage(command: &clap::Command, path: &str, lang: Lang) -> String {
    let mut usage = path.to_owned();
    let value = |argument: &Arg| {
        argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default()
    };
    for argument in command.get_positionals() {
        let name = value(argument);
        usage += &if argument.get_default_values().is_empty() { format!(" <{name}>") } else { format!(" [{name}]") };
    }
    for argument in command.get_opts().filter(|argument| argument.is_required_set()) {
        usage += &format!(" --{} <{}>", argument.get_id(), value(argument));
    }
    if command.has_subcommands() {
        usage += if lang == Lang::Vi { " <LỆNH>" } else { " <COMMAND>" };
    }
    usage + if lang == Lang::Vi { " [TÙY CHỌN]" } else { " [OPTIONS]" }
}

fn help(name: &str, lang: Lang) -> &'static str {
    match (HELP.iter().find(|(known, ..)| *known == name), lang) {
        (Some((_, vietnamese, _)), Lang::Vi) => vietnamese,
        (Some((_, _, english)), Lang::En) => english,
        (None, _) => "",
    }
}

/// What is wrong with the arguments, in Vietnamese; none for what the argument parser prints itself.
fn mistake(error: &clap::Error, lang: Lang) -> Option<String> {
    if lang == Lang::En {
        return None;
    }
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = said(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => Some(format!("không có tham số “{argument}”")),
        ErrorKind::InvalidSubcommand => Some(format!("không có lệnh “{}”", said(ContextKind::InvalidSubcommand))),
        ErrorKind::InvalidValue if said(ContextKind::InvalidValue).is_empty() => {
            Some(format!("“{argument}” cần một giá trị"))
        }
        ErrorKind::InvalidValue => Some(format!(
            "“{}” không phải giá trị của “{argument}”; chọn một trong: {}",
            said(ContextKind::InvalidValue),
            said(ContextKind::ValidValue),
        )),
        ErrorKind::ValueValidation => {
            Some(format!("“{}” không phải giá trị của “{argument}”", said(ContextKind::InvalidValue)))
        }
        ErrorKind::MissingRequiredArgument => Some(format!("thiếu {argument}")),
        ErrorKind::ArgumentConflict => Some(format!("“{argument}” chỉ được viết một lần")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(command: &clap::Command, into: &mut Vec<String>) {
        into.push(command.get_name().to_owned());
        for argument in command.get_arguments() {
            into.push(argument.get_id().to_string());
        }
        for below in command.get_subcommands() {
            names(below, into);
        }
    }

    #[test]
    fn everything_has_words_in_both_languages_and_nothing_else_has() {
        program(Lang::Vi).debug_assert();
        program(Lang::En).debug_assert();
        let mut used = Vec::new();
        names(&program(Lang::Vi), &mut used);
        used.sort();
        used.dedup();
        let mut known: Vec<String> = HELP.iter().map(|(name, ..)| (*name).to_owned()).collect();
        known.sort();
        assert_eq!(used, known);
    }

    #[test]
    fn help_is_whole_in_its_language() {
        let help = |lang| {
            let mut program = program(lang);
            program.build();
            program.find_subcommand_mut("build").map(|build| build.render_help().to_string()).unwrap_or_default()
        };
        let vietnamese = help(Lang::Vi);
        for part in ["Cách dùng: niemyet build [TÙY CHỌN]", "Tùy chọn:", "--out <THƯ_MỤC>"] {
            assert!(vietnamese.contains(part), "{part} in\n{vietnamese}");
        }
        for part in ["Usage", "Options", "default", "possible"] {
            assert!(!vietnamese.contains(part), "{part} in\n{vietnamese}");
        }
        assert!(help(Lang::En).contains("Usage: niemyet build [OPTIONS]"));
    }

    #[test]
    fn the_language_is_the_argument_s_then_the_environment_s() {
        let table: [(&[&str], Option<&str>, Lang); 6] = [
            (&["niemyet", "build"], None, Lang::Vi),
            (&["niemyet", "build"], Some("en"), Lang::En),
            (&["niemyet", "--lang", "vi", "build"], Some("en"), Lang::Vi),
            (&["niemyet", "build", "--lang=en"], None, Lang::En),
            (&["niemyet", "build", "--lang"], None, Lang::Vi),
            (&["niemyet", "build", "--lang", "fr"], None, Lang::Vi),
        ];
        for (written, environment, expected) in table {
            let written: Vec<OsString> = written.iter().map(OsString::from).collect();
            assert_eq!(lang(&written, environment), expected, "{written:?} {environment:?}");
        }
    }
}
