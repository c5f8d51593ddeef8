//! Answers to a browser on this machine: pages rendered when asked for, and news of the next build.

use super::{super::either, Now, latest};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use niemyet::{lang::Lang, problem::Problem, write};
use std::{convert::Infallible, io, net::TcpListener, sync::Arc};
use tokio_stream::{Stream, StreamExt, wrappers::WatchStream};

const SCRIPT: &str = include_str!("reload.js");

type Latest = latest::Receiver<Arc<Now>>;

/// Serves until the process ends.
pub fn serve(listener: TcpListener, now: Latest) -> io::Result<()> {
    let router = Router::new()
        .route("/__niemyet/events", get(events))
        .route("/__niemyet/reload.js", get(script))
        .fallback(get(page))
        .layer(middleware::from_fn(local_only))
        .with_state(now);
    listener.set_nonblocking(true)?;
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(async { axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await })
}

/// A name from elsewhere that was made to lead to this machine (DNS rebinding) gets nothing.
async fn local_only(request: Request, next: Next) -> Response {
    if is_local(request.headers()) { next.run(request).await } else { StatusCode::FORBIDDEN.into_response() }
}

fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")
}

async fn events(State(now): State<Latest>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = WatchStream::new(now).map(|now| {
        let news = serde_json::json!({ "version": now.version, "problems": now.problems });
        Ok(Event::default().data(news.to_string()))
    });
    Sse::new(news).keep_alive(KeepAlive::default())
}

async fn script() -> Response {
    answer(StatusCode::OK, "reload.js", SCRIPT.into())
}

async fn page(State(now): State<Latest>, uri: Uri) -> Response {
    let now = now.borrow().clone();
    // Rendering takes a processor's time, which must not be taken from the connections.
    let found = tokio::task::spawn_blocking(move || find(&now, &uri)).await;
    found.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn find(now: &Now, uri: &Uri) -> Response {
    let Some(site) = &now.site else {
        let title = either(now.lang, "Trang chưa dựng được", "There is no site yet");
        let page = plain_page(now.lang, title, &now.problems);
        return answer(StatusCode::SERVICE_UNAVAILABLE, "index.html", with_script(page, &now.version));
    };
    let path = decoded(uri.path().trim_start_matches('/')).unwrap_or_default();
    let is_folder = uri.path().ends_with('/');
    let file = if is_folder { format!("{path}index.html") } else { path.clone() };
    let bytes = match file.as_str() {
        write::CHECKSUMS => Some(write::checksums(site).map(String::into_bytes)),
        file => site.get(file),
    };
    if let Some(bytes) = bytes {
        return rendered(StatusCode::OK, &file, bytes, now);
    }
    if !is_folder && site.get(&format!("{path}/index.html")).is_some() {
        let query = uri.query().map_or(String::new(), |query| format!("?{query}"));
        let target = format!("/{}/{query}", uri.path().trim_matches('/'));
        return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, target)]).into_response();
    }
    match site.get("404.html") {
        Some(bytes) => rendered(StatusCode::NOT_FOUND, "404.html", bytes, now),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn rendered(status: StatusCode, path: &str, bytes: Result<Vec<u8>, Problem>, now: &Now) -> Response {
    match bytes {
        Ok(bytes) if path.ends_with(".html") => answer(status, path, with_script(bytes, &now.version)),
        Ok(bytes) => answer(status, path, bytes),
        Err(problem) => {
            let why = format!("{}: {}\n{}", problem.code(), problem.message(now.lang), problem.help(now.lang));
            let page =
                plain_page(now.lang, either(now.lang, "Không dựng được trang này", "This page cannot be made"), &why);
            answer(StatusCode::INTERNAL_SERVER_ERROR, "index.html", with_script(page, &now.version))
        }
    }
}

fn answer(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, content_type(path)), (header::CACHE_CONTROL, "no-store")];
    (status, headers, Body::from(bytes)).into_response()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "jsonld" => "application/ld+json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "txt" | "md" | "yaml" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        _ if path == write::CHECKSUMS => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Puts the reloading script into a page.
fn with_script(mut page: Vec<u8>, version: &str) -> Vec<u8> {
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|window| window == end).unwrap_or(page.len());
    let script = format!("<script src=\"/__niemyet/reload.js\" data-version=\"{version}\"></script>");
    page.splice(at..at, script.into_bytes());
    page
}

/// A page that needs no theme.
fn plain_page(lang: Lang, title: &str, text: &str) -> Vec<u8> {
    let lang = either(lang, "vi", "en");
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html>\n<html lang=\"{lang}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\n\
         <body><h1>{title}</h1>\n<pre id=\"niemyet-problems\">{text}</pre>\n</body></html>\n"
    );
    page.into_bytes()
}

/// `%C4%91` → `đ`; none when that is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        bytes.push(match byte {
            b'%' => u8::try_from(digit(rest.next()?)? * 16 + digit(rest.next()?)?).ok()?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_s_names_are_answered() {
        let table = [
            ("localhost:8000", true),
            ("LOCALHOST", true),
            ("127.0.0.1:8000", true),
            ("evil.example:8000", false),
            ("localhost.evil.example", false),
            ("", false),
        ];
        for (host, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().expect("a header"));
            assert_eq!(is_local(&headers), expected, "{host}");
        }
        assert!(!is_local(&HeaderMap::new()));
    }

    #[test]
    fn addresses_are_decoded_or_refused() {
        let table =
            [("ke-hoach/", Some("ke-hoach/")), ("%C4%91%20a", Some("đ a")), ("%C4", None), ("%", None), ("%zz", None)];
        for (written, expected) in table {
            assert_eq!(decoded(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn the_script_goes_to_the_end_of_the_body() {
        let page = String::from_utf8(with_script(b"<body>a</body></html>".to_vec(), "1-2")).expect("text");
        assert!(page.starts_with("<body>a<script src") && page.ends_with("</script></body></html>"), "{page}");
        let bare = String::from_utf8(with_script(b"a".to_vec(), "1-2")).expect("text");
        assert!(bare.starts_with("a<script"), "{bare}");
    }
}
