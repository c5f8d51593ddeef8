//! Problems in English words.

use super::{
    By, Counted, Expected, Problem, Refusal, Severity,
    show::{plain, quoted, quoted_list, sample, year_first},
};
use crate::model::{
    date::DateError,
    deadline::Why,
    number::{NumberError, NumberFault},
    plan::Placement,
};

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

pub fn help_label() -> &'static str {
    "help"
}

pub fn summary(errors: usize, warnings: usize) -> String {
    let count = |n: usize, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
    match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (errors, 0) => count(errors, "error"),
        (0, warnings) => count(warnings, "warning"),
        (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

pub fn message(problem: &Problem) -> String {
    use Problem::*;
    match problem {
        NotUtf8 => "from here on the file is not UTF-8 text".into(),
        Empty => "the file is empty".into(),
        TooLarge { limit_mib } => format!("the file is larger than {limit_mib} MiB"),
        LinkOut => "the symbolic link leads to no file in content/".into(),
        Unreadable { why } => format!("cannot read the file: {}", plain(why)),
        Misplaced { path } => format!("the file {} is in no known place of content/", quoted(path)),
        Unprintable { code } => format!("the character U+{code:04X} cannot be printed"),
        OpenComment => "the comment “<!--” has no “-->”, so the rest of the file is left out".into(),
        HtmlBlock => "the words of this HTML block are left out of the page".into(),
        LongAddress { part } => format!("a name is too long for an address: {}", quoted(part)),
        AttachmentName { name } => format!("the attachment {} has a name that cannot be used", quoted(name)),
        TooDeep { levels } => format!("lists or quotations are nested more than {levels} deep"),
        Missing { path } => format!("the file {} is missing", quoted(&format!("content/{path}"))),

        Yaml { why } => format!("not valid YAML: {}", plain(why)),
        YamlColon => "the value contains a colon and a space “: ” but is not in double quotes".into(),
        YamlTab => "this line is indented with a tab".into(),
        YamlAlias => "anchors “&”, aliases “*” and tags “!” of YAML cannot be used".into(),
        YamlSecondDocument => "the file is divided into parts by a line “---”".into(),
        DuplicateKey { key } => format!("the field {} is written twice", quoted(key)),
        UnknownKey { key, .. } => format!("there is no field {} here", quoted(key)),
        MissingKey { key } => format!("the field {} is missing", quoted(key)),
        WrongType { key, expected } => format!("{} must {}", field(key), kind(*expected)),
        EmptyValue { key } => format!("{} is empty", field(key)),
        NotOneOf { written, .. } => format!("the value {} cannot be used here", quoted(written)),

        Date { written, why } => format!("cannot read the date {}: {}", quoted(written), why_date(*why)),
        Number { written, why } => {
            format!("cannot read the document number {}: {}", quoted(written), why_number(written, why))
        }
        Deadline { written, help } => {
            format!("cannot read the deadline {}: {}", quoted(written), why_deadline(help.why))
        }
        Measure { written } => format!("cannot read the measure {}", quoted(written)),
        Period { written } => format!("{} is neither a year nor a period", quoted(written)),
        ForceDays { state } => format!("the days of the status contradict its state {}", quoted(state)),
        BaseUrl { written } => format!("{} is not the address of a site", quoted(written)),
        Id { written } => format!("{} cannot be part of a page address", quoted(written)),
        Note { mark } => format!("footnote {} has a mark without a text, or a text without a mark", quoted(mark)),

        BodyNote { mark } => format!("footnote {} has a mark without a text, or a text without a mark", quoted(mark)),
        StrayNote { mark } => format!("the footnote mark {} stands where no footnote can have its text", quoted(mark)),
        DuplicateTask { anchor } => format!("two rows of the plan have the number {}", quoted(anchor)),
        SameAddress { address, other } => {
            format!("the page address {} is already taken by {}", quoted(address), quoted(other))
        }
        SameDocument { number, other } => format!("document {} already stands in {}", quoted(number), quoted(other)),
        DuplicateUnit { id } => format!("two units have the id {}", quoted(id)),

        TakenAddress { address } => format!("the site has another file at {}", quoted(address)),
        SameName { name } => format!("{} is already the name of another unit", quoted(name)),
        ReservedName { name } => {
            format!("a document's file cannot be called {}: that is the address of a list of documents", quoted(name))
        }
        ParentCycle { name } => format!("the issuer {} stands above itself", quoted(name)),
        UnknownIssuer { written, .. } => {
            format!("the issuer {} is not in agencies/", quoted(written))
        }
        UnknownAgency { written, .. } => format!("there is no agency or unit {} in agencies/", quoted(written)),
        UnknownDocument { written, .. } => format!("there is no document or plan {}", quoted(written)),
        RelationCycle { document } => {
            format!("{} and this document cannot change each other, nor a document itself", quoted(document))
        }
        Unfilled { key } => format!("{} still has the “…” of a starting file", quoted(key)),
        UnknownSource { file } => format!("there is no source document {} in seeds/", quoted(file)),
        CitationUnreadable { text } => format!("no document is cited in {}", quoted(text)),
        CitationDay { written } => format!("{} is no whole day of the calendar", quoted(written)),
        DeadLink { target } => format!("the link {} does not work", quoted(target)),
        UnknownPlacement { written } => format!("{} is not a known place for a table", quoted(written)),
        IssuerFolder { written, folder } => {
            format!("the issuer {} differs from the plan's folder {}", quoted(written), quoted(folder))
        }

        ThemeFile { name } => format!("the theme lacks the file {}", quoted(name)),
        ThemeBroken { name, why } => format!("the theme file {} is broken: {}", quoted(name), plain(why)),
        ThemeWord { key } => format!("the theme has no words for {}", quoted(key)),

        DeadlineBeforeIssue { wording, issued } => {
            format!("the deadline {} is earlier than the date of issue, {}", quoted(wording), plain(issued))
        }
        BlankLead { anchor } => format!("task {} names no lead agency", quoted(anchor)),
        BlankDeadline { anchor } => format!("task {} has no deadline", quoted(anchor)),
        NumberingGap { before, after } => format!("the numbering jumps from {} to {}", quoted(before), quoted(after)),
        CountDiffers { said, counted, what } => {
            format!("the text speaks of {said} {}, but {counted} are transcribed", counted_things(*what))
        }
        AgencyUnknown { name, .. } => format!("it is not known which agency or unit {} is", quoted(name)),
        CitationUnknown { text, .. } => format!("the cited document {} is not in documents/", quoted(text)),
        CitationUnsure { text, .. } => format!("it is not certain which document the citation {} means", quoted(text)),
        PersonalData { text } => format!("{} may be personal data", quoted(text)),
        UnsafeLink { target } => format!("the link to {} is left out, its words stay", quoted(target)),
        RawHtml => "this HTML tag is left out of the page".into(),
        AnnexAbsent { words } => format!("the text speaks of an annex, but none is transcribed: {}", quoted(words)),
        EndsEarly { words } => format!("a text stops within a sentence: {}", quoted(words)),
        NumberRepeats { printed } => format!("the number {} is repeated", quoted(printed)),

        SameMember { address, other } => {
            format!("the address {} is already that of {}", quoted(address), quoted(other))
        }
        SiteRefused { site, file, line, why } => {
            let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
            format!("site {}: file {}{line}: {}; not used", quoted(site), quoted(file), refusal(why))
        }
        SiteGone { site, file, why } => {
            format!("site {} does not answer: file {}: {}", quoted(site), quoted(file), plain(why))
        }
        SiteUntrusted { site, why } => {
            format!("site {}: the HTTPS certificate of its server is not trusted: {}", quoted(site), plain(why))
        }
    }
}

fn refusal(why: &Refusal) -> String {
    use Refusal::*;
    match why {
        Moved { to } => format!("the site redirects to {}", quoted(to)),
        Encoded { how } => format!("it is packed with {} though nobody asked for it", quoted(how)),
        TooLarge { bytes } => format!("longer than {bytes} bytes"),
        Unreadable { why } => format!("unreadable: {}", plain(why)),
        Format { found } => format!("of the unknown format {found}"),
        PartName { name } => format!("{} cannot be the name of a part", quoted(name)),
        Hash => "its content is not what the SHA-256 in manifest.json says".into(),
        LongLine { bytes } => format!("a line is longer than {bytes} bytes"),
        Address { written } => format!("the address {} is not within the site", quoted(written)),
        SameAddress { written } => format!("the address {} stands twice", quoted(written)),
        Stray { page } => format!("the line belongs to the page {} and does not follow it", quoted(page)),
        Unprintable { code } => format!("it has an unprintable character (U+{code:04X})"),
        Date { written } => format!("{} is not a date", quoted(written)),
    }
}

pub fn help(problem: &Problem) -> String {
    use Problem::*;
    match problem {
        NotUtf8 => "open the file in an editor and save it again with the encoding UTF-8".into(),
        Empty => "write something into the file, or delete it if it is not used".into(),
        TooLarge { .. } => "remove what does not belong in this file, for example a picture pasted as text".into(),
        LinkOut => "copy the file itself here in place of the link".into(),
        Unreadable { .. } => "check that the file still exists and that this account may read it, then run again".into(),
        Misplaced { .. } => "put the file in one of these places: site.yaml, agencies/<name>.yaml, \
             documents/<name>.yaml, pages/<name>.md, plans/<issuer>/<folder>/plan.yaml with plan.md beside it"
            .into(),
        Unprintable { .. } => "delete this character; an editor shows it as a box or not at all".into(),
        OpenComment => "write “-->” at the end of the comment".into(),
        HtmlBlock => "write it in Markdown; a comment “<!-- … -->” stands on a line of its own".into(),
        LongAddress { .. } => "shorten the number, the id or the file name to less than 200 letters".into(),
        AttachmentName { .. } => "rename the file: no line breaks, control characters or “\\”".into(),
        TooDeep { .. } => "write it with fewer levels; a “>” or “-” at the start of a line opens one more".into(),
        Missing { path } if path == "site.yaml" => {
            "create this file with the fields title, language and publisher, for example “language: vi”".into()
        }
        Missing { path } => format!("create the file {}, or rename it if it exists under another name", quoted(path)),

        Yaml { .. } => "look at this line and the one above: indent with spaces, write one space after a colon, close \
             every bracket and quote; put a value with special signs in double quotes, for example “measure: \">= 14 %/năm\"”"
            .into(),
        YamlColon => "put the whole value in double quotes, for example “text: \"Lưu ý: nộp đúng hạn\"”".into(),
        YamlTab => "replace each tab with two spaces".into(),
        YamlAlias => "write the content out here; if the sign is part of the text, put the whole value in double \
             quotes, for example “text: \"*Ghi chú\"”"
            .into(),
        YamlSecondDocument => {
            "delete this “---” line; if another plan or document follows it, move that to a file of its own".into()
        }
        DuplicateKey { key } => format!(
            "keep one line “{key}: …” and delete the other; where a field takes several values, write each on a line that begins with “- ”",
            key = plain(key)
        ),
        UnknownKey { nearest: Some(nearest), .. } => format!("if that is what is meant, write “{}: …”", plain(nearest)),
        UnknownKey { nearest: None, .. } => {
            "delete this line; if it belongs to the value above, indent it further or put that whole value in double quotes".into()
        }
        MissingKey { key } => format!("add a line “{key}: {}”", sample(key)),
        WrongType { key, expected } => how_to_write(&plain(key), *expected),
        EmptyValue { key } => format!(
            "write a value, for example “{key}: {}”; if there is nothing to say and the field is optional, delete the line",
            sample(key),
            key = plain(key)
        ),
        NotOneOf { allowed, .. } => format!("write {}", quoted_list(allowed, "or")),

        Date { written, .. } => match year_first(written) {
            Some(day) => format!("write “{day}”: year, month, day, joined by hyphens"),
            None => "write year-month-day, for example “2025-10-13”; for a draft plan without a day, “2025-10”".into(),
        },
        Number { why, .. } => match &why.nearest {
            Some(nearest) => format!("if the source says so, write {}", quoted(nearest)),
            None => "write the number, a slash and the symbol, for example “75/KH-UBND” or “151/2025/NĐ-CP”".into(),
        },
        Deadline { help, .. } => match &help.nearest {
            Some(nearest) => format!(
                "if the source says so, write {}; if it says something else, keep it and add what it means, for example “due: 2026-06-30”",
                quoted(nearest)
            ),
            None => "write it like “Quý II/2026”, “trước ngày 15/12/2025”, “Thường xuyên”; if the source says something \
                 else, keep it and add what it means, for example “due: 2026-06-30”"
                .into(),
        },
        Measure { .. } => "write a sign (>=, >, =, <, <=), a number and a unit, all in double quotes, for example \
             “measure: \">= 14 %/năm\"”"
            .into(),
        Period { .. } => {
            "write the year with four digits, for example “2026”; for a period, its first and last year, for example “2025-2030”".into()
        }
        ForceDays { .. } => {
            "since is not after until; in-force and partly-expired: checked from since to until; expired: checked after until; not-yet: checked before since".into()
        }
        BaseUrl { .. } => "write it like “https://kehoach.vn/xa-a/”, other letters percent-encoded".into(),
        Id { written } => {
            let slug = crate::vietnamese::slug(written);
            let good = if slug.is_empty() { "phong-kinh-te" } else { &slug };
            format!("use only small letters without marks, digits and hyphens, for example {}", quoted(good))
        }
        Note { mark } => {
            let mark = plain(mark);
            format!("put “[^{mark}]” in “text” and its words under “footnotes”, for example “footnotes: {{ {mark}: Lời chú thích }}”")
        }

        BodyNote { mark } => {
            let mark = plain(mark);
            format!("write the mark “[^{mark}]” in the sentence and the text on a line of its own, for example “[^{mark}]: The note”")
        }
        StrayNote { .. } => "only the cells of tasks and the text of plan.md have footnotes; remove the mark, or move the words with the mark to plan.md".into(),

        DuplicateTask { .. } => {
            "change “no” or “section” so that each row has its own number, which is its address; if the source repeats a number, add a letter, for example “no: 4a”".into()
        }
        SameAddress { .. } => {
            "if both files hold the same thing, delete one; otherwise make their numbers or names differ".into()
        }
        SameDocument { .. } => {
            "delete one of the two files; if they are different documents, check “number”, “issuer” and “issued”".into()
        }
        DuplicateUnit { .. } => "give each unit an id of its own, for example “id: phong-kinh-te”".into(),

        TakenAddress { .. } => "rename the file in pages/, or the attachment of the plan".into(),
        SameName { .. } => "only one unit has a name: remove this one from “aliases”, or make the two units one".into(),
        ReservedName { .. } => "name the file after the document's number, for example “268-nq-cp-2025.yaml”".into(),
        ParentCycle { .. } => "make “parent” the true issuer above, or leave it out for the highest one".into(),

        UnknownIssuer { nearest: Some(nearest), .. } => {
            format!("write “issuer: {}”, the name of the plan's folder and of a file in agencies/", plain(nearest))
        }
        UnknownIssuer { nearest: None, written } => {
            format!("create the file {}, or rename the plan's folder", quoted(&format!("content/agencies/{written}.yaml")))
        }
        UnknownAgency { .. } => {
            "write the name of a file in agencies/ without .yaml, then “/” and a unit's id if needed, for example “trung-uong/chinh-phu”".into()
        }
        UnknownDocument { nearest: Some(nearest), .. } => format!("if that is what is meant, write {}", quoted(nearest)),
        UnknownDocument { nearest: None, .. } => "write the name of a file in documents/ without .yaml, for example \
             “268-nq-cp-2025”, or a plan's issuer and folder, for example “ubnd-xa-hai-hung/75-kh-ubnd”"
            .into(),
        RelationCycle { .. } => "keep the relation only in the file of the later document; it amends or replaces the earlier one".into(),
        Unfilled { .. } => "write what the source says".into(),
        UnknownSource { .. } => {
            "put the source document in seeds/, or change “file” to its exact name there, with its ending such as .pdf".into()
        }
        DeadLink { .. } => {
            "write a full address that begins with “https://”, for example “https://vanban.chinhphu.vn/”, or the name of an existing page".into()
        }
        UnknownPlacement { .. } => {
            format!("write {}, or remove the double brackets", quoted_list(&Placement::ALL.map(|(written, _)| written), "or")) + ", as a paragraph of its own outside lists and quotations"
        }
        IssuerFolder { folder, .. } => format!("write “issuer: {}”, or move the plan to another folder", plain(folder)),

        ThemeFile { .. } => "add this file to the theme's folder, for example copied from the built-in theme".into(),
        ThemeBroken { .. } => "correct that file in the theme's folder, or copy it again from the built-in theme".into(),
        ThemeWord { .. } => "add these words to the theme's list of words, in Vietnamese and in English".into(),

        DeadlineBeforeIssue { .. } => {
            "compare with the source, the year above all; if it says so, leave it as it is".into()
        }
        BlankLead { .. } => "if the source names one, add it, for example “lead: [Phòng Kinh tế]”; if not, leave it as it is".into(),
        BlankDeadline { .. } => "if the source has one, add it, for example “deadline: Quý II/2026”; if it cannot be read, \
             write “deadline: illegible”; if it has none, leave it as it is"
            .into(),
        NumberingGap { .. } => "check that no row was left out; if the source itself jumps, leave it as it is".into(),
        CountDiffers { what, .. } => {
            format!("check that no {} were left out or split; if the source itself differs, leave it as it is", counted_things(*what))
        }
        AgencyUnknown { nearest: Some(nearest), .. } => format!(
            "if it is {}, add this spelling to the “aliases” of that unit; if not, add the unit to agencies/",
            quoted(nearest)
        ),
        AgencyUnknown { nearest: None, name } => format!(
            "add the unit to “units” in its agency's file in agencies/, for example “{{ id: {}, name: \"{}\" }}”",
            crate::vietnamese::slug(name),
            plain(name)
        ),
        CitationUnreadable { .. } => {
            "write it like “Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ về …”, or only a file name".into()
        }
        CitationDay { .. } => {
            "write the day as the source does, for example “ngày 31/8/2025” or “ngày 31 tháng 8 năm 2025”; leave out a day that is not known and fill “issued” in later"
                .into()
        }
        CitationUnknown { text, others } if !others.is_empty() => format!(
            "is it {}? Its day or its issuer is another than the text says; correct the transcription if the source says what that document does, else run “niemyet new document \"{}\"”",
            quoted_list(others, "or"),
            plain(text)
        ),
        CitationUnknown { text, .. } => {
            format!("run “niemyet new document \"{}\"” for a file in documents/ that makes the citation a link; it is published either way", plain(text))
        }
        CitationUnsure { candidates, by: By::Number, .. } => format!(
            "it may be {}; if the source gives the date or the issuer, transcribe them, for example “Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ”; if it means another document, run “niemyet new document”",
            quoted_list(candidates, "or")
        ),
        CitationUnsure { candidates, by: By::Name, .. } => format!(
            "it may be {}; if the source gives the number, the date or the issuer, transcribe it, for example “Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ”; if that name always means one document, add it to the document's “aliases”",
            quoted_list(candidates, "or")
        ),
        UnsafeLink { .. } => "use an http, https, mailto or tel address, or the name of an attachment; write “:” in a file name as %3A".into(),
        RawHtml => "write it in Markdown, for example **bold**, or write “&lt;” where the character “<” itself is meant".into(),
        AnnexAbsent { .. } => "transcribe the annex into “tasks” or “targets”, or attach the file and link to it; if the source has no annex, leave it as it is".into(),
        EndsEarly { .. } => "look at the page break of the source and transcribe the rest; if the source stops there, leave it as it is".into(),
        NumberRepeats { .. } => "look at the source; if it repeats the number, leave it as it is".into(),
        SameMember { .. } => "remove one of the two sites".into(),
        SiteRefused { why: Refusal::Moved { to }, .. } => {
            format!("if the site has really moved, write the new address at “address”: {}", quoted(to))
        }
        SiteRefused { why: Refusal::Hash, .. } => {
            "run again in some minutes, in case the site is being published; if that does not help, ask its owner to build and publish the whole folder again; the last good copy, if any, is still searched".into()
        }
        SiteRefused { why: Refusal::Format { .. }, .. } => {
            "use a newer niemyet; the last good copy, if any, is still searched".into()
        }
        SiteRefused { why: Refusal::Encoded { .. }, .. } => {
            "ask the site's owner to leave answers to “Accept-Encoding: identity” unpacked; the last good copy, if any, is still searched".into()
        }
        SiteRefused { .. } => {
            "ask the site's owner to look at the server and to build the site again with “niemyet build”; the last good copy, if any, is still searched".into()
        }
        SiteUntrusted { .. } => {
            "ask the site's owner to look at its dates, its name and the certificates between; if you trust its authority, add the authority's root certificate to the store of this machine, or name a PEM file in the variable SSL_CERT_FILE; the last copy, if any, is still searched".into()
        }
        SiteGone { .. } => {
            "run again later; if the site is no more, remove it from “sites”; the last copy, if any, is still searched".into()
        }
        PersonalData { .. } => {
            "if it is one person's own telephone number, identity number or e-mail address, remove it, for example with “[…]”; if it is an office's, leave it as it is".into()
        }
    }
}

fn field(key: &str) -> String {
    match key {
        "" => "the content here".to_owned(),
        key => format!("the field {}", quoted(key)),
    }
}

fn kind(expected: Expected) -> &'static str {
    match expected {
        Expected::Text => "be a text",
        Expected::Texts => "be a list of texts",
        Expected::TextOrTexts => "be a text or a list of texts",
        Expected::WholeNumber => "be a whole number",
        Expected::DaysBefore => "be a list of days, each from 0 to 366",
        Expected::YesNo => "be “true” or “false”",
        Expected::Map => "consist of fields, each on a line of its own",
        Expected::Maps => "be a list of items that have fields",
    }
}

fn how_to_write(key: &str, expected: Expected) -> String {
    let key = if key.is_empty() { "title" } else { key };
    match expected {
        Expected::Text => {
            format!("write the value on the same line, without “- ” or brackets, for example “{key}: {}”", sample(key))
        }
        Expected::Texts => {
            format!("write each item on a line that begins with “- ” under “{key}:”, or “{key}: [one, another]”")
        }
        Expected::TextOrTexts => format!("write “{key}: one”, or “{key}: [one, another]”"),
        Expected::WholeNumber => format!("write digits only, for example “{key}: 2030”"),
        Expected::DaysBefore => format!("write “{key}: [7, 1]” to remind 7 days and 1 day before"),
        Expected::YesNo => format!("write “{key}: true” or “{key}: false”"),
        Expected::Map => {
            "write each field on a line of its own, two spaces further in, for example “  title: …”".to_owned()
        }
        Expected::Maps => "begin each item with “- ” and write its fields, for example “- text: …”".to_owned(),
    }
}

fn why_date(why: DateError) -> &'static str {
    match why {
        DateError::Form => "the year comes first, then the month, then the day",
        DateError::Year => "the year must be from 1945 to 2100",
        DateError::NoSuchDay => "the calendar has no such day",
    }
}

fn why_number(written: &str, why: &NumberError) -> String {
    let part = written.get(why.range.clone()).map_or("", str::trim);
    let part = quoted(if part.is_empty() { written } else { part });
    match why.fault {
        NumberFault::NoOrdinal => "it does not begin with digits".to_owned(),
        NumberFault::NoSymbol => "no symbol follows the digits".to_owned(),
        NumberFault::NoIssuer => "no issuer follows the type of document".to_owned(),
        NumberFault::NotAYear => format!("{part} is not a year of four digits"),
        NumberFault::NotASymbol => format!("{part} is not a symbol"),
        NumberFault::UnknownType => format!("there is no type of document {part}"),
        NumberFault::LostMark => format!("{part} has lost its mark"),
        NumberFault::MoreAfter => format!("{part} at the end does not belong to it"),
    }
}

fn why_deadline(why: Why) -> &'static str {
    match why {
        Why::NoSuchDay => "the calendar has no such day",
        Why::NoSuchMonth => "a month is a number from 1 to 12",
        Why::NoSuchQuarter => "a quarter is I, II, III or IV",
        Why::NoSuchWeek => "the month has no such week",
        Why::YearOutOfRange => "a year has four digits and lies between 2000 and 2100",
        Why::MonthMissing => "there is a day but no month",
        Why::EndsBeforeStart => "it ends before it starts",
        Why::Contradiction => "its parts contradict each other",
        Why::Ambiguous => "the words can be taken in more than one way",
        Why::YearMissing => "the year is missing, and it could be one or another",
        Why::NotUnderstood => "the words are not understood",
    }
}

fn counted_things(what: Counted) -> &'static str {
    match what {
        Counted::Tasks => "tasks",
        Counted::Targets => "targets",
    }
}
