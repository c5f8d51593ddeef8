//! Tail: what stands after a mention and says when the document was issued, and by whom.

use super::{Citation, date, issuer, law};
use crate::model::number::reading::{char_at, digits_end, is_hyphen, one_line, phrase_at, skip_comma, skip_space};
use jiff::civil::Date;

/// Words of issuing, longest first: “do UBND tỉnh Long An ban hành”, “ký ngày 31/8/2025”.
const ISSUING: &[&str] = &["ký ban hành", "ban hành", "ký"];
/// Words before them where the document is what is issued: “được ban hành ngày 31/8/2025”.
const ISSUED: &[&str] = &["đã được", "được", "do"];

/// Reads dates and issuers from the end of a mention on, in any order; returns the end of all that was read.
pub(super) fn read(text: &str, mut end: usize, citation: &mut Citation) -> usize {
    loop {
        let piece = dated(text, end, citation)
            .or_else(|| of_issuer(text, end, citation))
            .or_else(|| by_issuer(text, end, citation))
            .or_else(|| bracketed(text, end, citation))
            .or_else(|| beside(text, end, citation))
            .or_else(|| of_year(text, end, citation));
        match piece {
            Some(after) => end = after,
            None => return end,
        }
    }
}

/// The date after a number: “ngày …” after a space or comma, “ký ngày …”, or figures right after it on the line.
pub(super) fn issued_after(text: &str, end: usize) -> Option<(Date, usize)> {
    let next = skip_space(text, end);
    let after_comma = skip_comma(text, next);
    let at = signed(text, after_comma);
    let is_figure = text[at..].starts_with(|c: char| c.is_ascii_digit());
    let is_near = at == next && text[..at].ends_with(' ');
    if is_figure && !is_near { None } else { date::read(text, at) }
}

/// The place after “ban hành”, “ký” or “được ban hành”.
pub(super) fn signed(text: &str, at: usize) -> usize {
    let passive = ISSUED.iter().find_map(|word| phrase_at(text, at, word)).map_or(at, |after| skip_space(text, after));
    let verb = ISSUING.iter().find_map(|verb| phrase_at(text, passive, verb));
    verb.map_or(at, |after| skip_space(text, after))
}

fn dated(text: &str, end: usize, citation: &mut Citation) -> Option<usize> {
    let (date, after) = issued_after(text, end).filter(|_| citation.date.is_none())?;
    citation.date = Some(date);
    Some(after)
}

/// “của …”: after a date also behind a comma.
fn of_issuer(text: &str, end: usize, citation: &mut Citation) -> Option<usize> {
    let next = skip_space(text, end);
    let of = if citation.date.is_some() { skip_comma(text, next) } else { next };
    let from = skip_space(text, phrase_at(text, of, "của")?);
    let (issuer, after) = agency(text, from, citation).filter(|_| citation.issuer.is_none())?;
    citation.issuer = Some(issuer);
    Some(after)
}

/// “do … ban hành”, “được … ban hành”.
fn by_issuer(text: &str, end: usize, citation: &mut Citation) -> Option<usize> {
    let at = skip_comma(text, skip_space(text, end));
    let from = skip_space(text, ISSUED.iter().find_map(|word| phrase_at(text, at, word))?);
    let (issuer, after) = agency(text, from, citation).filter(|_| citation.issuer.is_none())?;
    let verb = skip_space(text, after);
    let after = ISSUING.iter().find_map(|issuing| phrase_at(text, verb, issuing))?;
    citation.issuer = Some(issuer);
    Some(after)
}

/// Date, year and issuer in brackets: “(ngày 31/8/2024)”, “(UBND tỉnh Nghệ An)”, “(2024)”.
fn bracketed(text: &str, end: usize, citation: &mut Citation) -> Option<usize> {
    let mut at = skip_space(text, end);
    at = text[at..].starts_with('(').then_some(at + 1)?;
    let mut inside = citation.clone();
    loop {
        at = dated(text, at, &mut inside)
            .or_else(|| of_issuer(text, at, &mut inside))
            .or_else(|| alone(text, skip_comma(text, skip_space(text, at)), &mut inside))
            .or_else(|| {
                let year = law::figures(text, at).or_else(|| year_after(text, at));
                let (year, after) = year.filter(|_| lacks_year(&inside) && inside.number.is_some())?;
                inside.year = Some(year);
                Some(after)
            })?;
        let close = skip_space(text, at);
        if text[close..].starts_with(')') {
            *citation = inside;
            return Some(close + 1);
        }
    }
}

/// The issuer behind a comma or dash, where nothing follows of which it could be the subject:
/// “…/QĐ-UBND ngày 31/12/2024, UBND tỉnh Long An;”.
fn beside(text: &str, end: usize, citation: &mut Citation) -> Option<usize> {
    let mark = skip_space(text, end);
    let c = char_at(text, mark).filter(|c| *c == ',' || (is_hyphen(*c) && !text[end..mark].contains('\n')))?;
    let mut read = citation.clone();
    let after = alone(text, skip_space(text, mark + c.len_utf8()), &mut read)?;
    let is_last = issuer::is_last(text, after) && !text[skip_space(text, after)..].starts_with(':');
    is_last.then(|| *citation = read)?;
    Some(after)
}

/// An issuer that no word joins to the number: it must be the body that the number names.
fn alone(text: &str, at: usize, citation: &mut Citation) -> Option<usize> {
    let number = citation.number.as_ref().filter(|_| citation.issuer.is_none())?;
    let after = issuer::read(text, at)?;
    let issuer = one_line(&text[at..after]);
    let is_body = issuer::is_of_body(&issuer, number) || number.issuer() == Some(&issuer);
    is_body.then(|| citation.issuer = Some(issuer))?;
    Some(after)
}

/// The agency at a place; a place alone stands for the body of it that the number names: “75/KH-UBND của tỉnh Nghệ An”.
fn agency(text: &str, at: usize, citation: &Citation) -> Option<(String, usize)> {
    if let Some(number) = &citation.number
        && let Some(read) = issuer::of_place(text, at, number)
    {
        return Some(read);
    }
    issuer::read(text, at).map(|after| (one_line(&text[at..after]), after))
}

/// The year after a number that has none. It may be that of what the text says of the document, and is part of the
/// mention only where the issuer follows: “72/QĐ-UBND năm 2025 của UBND xã Hải Hưng”.
fn of_year(text: &str, end: usize, citation: &mut Citation) -> Option<usize> {
    if citation.number.is_none() || !lacks_year(citation) {
        return None;
    }
    if let Some((year, after)) = year_after(text, end) {
        citation.year = Some(year);
        return of_issuer(text, after, citation);
    }
    // A day that is left blank is none of the mention's words, whatever follows it.
    let (year, after) = date::year_of_blank(text, skip_comma(text, skip_space(text, end)))?;
    citation.year = Some(year);
    of_issuer(text, after, citation);
    None
}

fn lacks_year(citation: &Citation) -> bool {
    let of_number = citation.number.as_ref().and_then(|number| number.year());
    (of_number, citation.year, citation.date) == (None, None, None)
}

/// “năm 2024”, “2024”, “, ban hành năm 2024”, “tháng 8/2024”.
fn year_after(text: &str, end: usize) -> Option<(i16, usize)> {
    let next = skip_space(text, end);
    let after_comma = skip_comma(text, next);
    let issued = signed(text, after_comma);
    if issued > after_comma {
        return law::year(text, issued).or_else(|| of_month(text, issued));
    }
    law::year(text, end).or_else(|| of_month(text, after_comma))
}

/// “tháng 8/2024”, “tháng 8 năm 2024”.
fn of_month(text: &str, at: usize) -> Option<(i16, usize)> {
    let month = skip_space(text, phrase_at(text, at, "tháng")?);
    let end = digits_end(text, month);
    let is_month = matches!(text[month..end].parse(), Ok(1..=12));
    let year = match text[end..].starts_with(['/', '-']) {
        true => law::figures(text, end + 1),
        false => law::year(text, end),
    };
    year.filter(|_| is_month)
}
