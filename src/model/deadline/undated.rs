//! Undated: work that goes on, comes on demand, or has no time at all.

use super::days::{self, lead};
use super::scan::{Cursor, Read, Shape};
use super::{Due, Inference, Kind};

/// Words that name no time at all.
pub(super) fn no_time(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    let lost = lost(&mut ahead);
    if lost || ahead.words("illegible") || ahead.mark('[') && ahead.words("illegible") && ahead.mark(']') {
        let mut due = Due::of(Kind::Illegible);
        if lost {
            due.infer(Inference::Lost);
        }
        *c = ahead;
        return Ok(Some(due));
    }
    ahead = *c;
    let dashed = ahead.mark('-');
    let above = ahead.any(&["như trên", "như mục trên", "như ý trên", "nt", "ditto"]);
    if above || !dashed && ['"', '”', '〃'].into_iter().any(|mark| ahead.mark(mark)) {
        ahead.mark('-');
        let mut due = Due::of(Kind::Unspecified);
        due.infer(Inference::SameAsAbove);
        *c = ahead;
        return Ok(Some(due));
    }
    ahead = *c;
    let mut blank = false;
    while ahead.mark('-') || ahead.peek() == Some(&Shape::Blank) || ahead.mark('/') {
        if ahead.peek() == Some(&Shape::Blank) {
            ahead.skip();
        }
        blank = true;
    }
    if !blank {
        ahead = *c;
        blank = said_nothing(&mut ahead);
    }
    if !blank {
        return Ok(None);
    }
    *c = ahead;
    Ok(Some(Due::of(Kind::Unspecified)))
}

fn lost(c: &mut Cursor) -> bool {
    let from = c.at;
    while c.peek() == Some(&Shape::Lost) {
        c.skip();
    }
    c.at > from
}

fn said_nothing(c: &mut Cursor) -> bool {
    if c.any(&[
        "đang thực hiện",
        "đang triển khai",
        "đã thực hiện",
        "đã hoàn thành",
        "chưa xác định",
        "không xác định",
        "chưa có",
        "không có",
        "không",
        "kịp thời",
        "dự kiến",
    ]) {
        return true;
    }
    c.any(&["đảm bảo", "bảo đảm"]);
    if c.any(&["đúng tiến độ", "đúng thời hạn", "đúng thời gian", "đúng hạn", "đúng quy định"])
    {
        c.any(&["theo quy định", "quy định", "đề ra"]);
        return true;
    }
    c.any(&["trong thời hạn", "trong thời gian", "thời hạn", "thời gian"]);
    if !c.any(&["theo quy định", "theo đúng quy định", "theo thời hạn quy định", "theo thời gian quy định", "quy định"])
    {
        return false;
    }
    c.any(&["của pháp luật hiện hành", "của pháp luật", "của luật", "hiện hành", "pháp luật", "chung"]);
    true
}

/// "Thường xuyên, liên tục", "Thường xuyên trong năm", "Thường xuyên từ năm 2026"
pub(super) fn continuous(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    let mut on_duty = false;
    loop {
        let duty = ahead.any(&["ứng trực", "trực ban", "trực"]);
        on_duty |= duty;
        if !duty && !ahead.any(&["duy trì", "làm"]) && !lead(&mut ahead) {
            break;
        }
    }
    let mut end: Option<Cursor> = None;
    while ahead.any(&["thường xuyên", "liên tục", "lâu dài", "tx"])
        || round_the_clock(&mut ahead, on_duty || end.is_some())
    {
        end = Some(ahead);
        ahead.mark(',');
        ahead.any(&["và", "thực hiện", "duy trì"]);
    }
    let Some(mut ahead) = end else { return Ok(None) };
    let mut due = Due::of(Kind::Continuous);
    let mut tail = ahead;
    ahead.any(&["trong các năm tiếp theo", "các năm tiếp theo", "những năm tiếp theo"]);
    let bracket = tail.mark('(');
    if !bracket {
        tail.mark(',');
    }
    let throughout = tail.any(&["trong suốt năm", "trong cả năm", "trong năm", "suốt năm", "cả năm"]);
    let throughout = throughout && (!bracket || tail.mark(')'));
    if throughout && !matches!(tail.peek(), Some(Shape::Number { .. } | Shape::Lost | Shape::Blank)) {
        ahead = tail;
    } else if ahead.any(&["trong suốt quá trình", "trong quá trình"]) {
        while matches!(ahead.peek(), Some(Shape::Word(_))) {
            ahead.skip();
        }
    } else if let Some(days) = days::bounded(&mut ahead)? {
        let one_day = days.kind == Kind::Date && (days.start.is_some() || days.end.is_none());
        if one_day || days.also.is_some() || !days.more.is_empty() {
            return Ok(None);
        }
        (due.start, due.end, due.inferred) = (days.start, days.end, days.inferred);
    }
    *c = ahead;
    Ok(Some(due))
}

/// "24/24", "24 giờ/7 ngày"; "24/7" is also a day of July, unless it goes on with "thường xuyên" or "trực".
fn round_the_clock(c: &mut Cursor, goes_on: bool) -> bool {
    let mut ahead = *c;
    let is =
        |number: u32, shape: Option<&Shape>| matches!(shape, Some(Shape::Number { value, .. }) if *value == number);
    if !is(24, ahead.peek()) {
        return false;
    }
    ahead.skip();
    let hours = ahead.any(&["giờ", "h"]);
    if !ahead.mark('/') {
        return false;
    }
    let all_day = is(24, ahead.peek());
    if !all_day && !is(7, ahead.peek()) {
        return false;
    }
    ahead.skip();
    let named = ahead.any(&["giờ", "h", "ngày trong tuần", "ngày"]);
    let dated = ahead.sees_mark(&['/', '-']);
    if dated || !(hours || named || all_day || goes_on) {
        return false;
    }
    *c = ahead;
    true
}

/// "định kỳ, đột xuất", "đột xuất khi có yêu cầu"; "định kỳ" alone comes again in a rhythm that is not said.
pub(super) fn on_demand(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    while lead(&mut ahead) || ahead.any(&["giám sát"]) {}
    let (mut scheduled, mut sudden) = (false, false);
    let mut end = None;
    loop {
        if ahead.any(&["định kỳ", "định kì"]) {
            scheduled = true;
        } else if ahead.words("đột xuất") {
            sudden = true;
        } else {
            break;
        }
        end = Some(ahead);
        let _ = ahead.mark(',') || ahead.mark('/') || ahead.mark('-');
        ahead.any(&["và", "hoặc"]);
    }
    let Some(ahead) = end.filter(|_| sudden || scheduled) else { return Ok(None) };
    *c = ahead;
    Ok(Some(Due::of(if sudden { Kind::OnDemand } else { Kind::Recurring })))
}
