//! Which answer belongs to which question.

use super::repos::is_large;
use super::{ACCOUNT, KEY, Seen, Shared, content, git_oid, lock, sha256, uploads};
use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header, request};
use axum::response::Response;
use serde_json::{Value, json};

pub(super) struct Asked<'a> {
    pub parts: &'a request::Parts,
    /// With the query.
    pub path: &'a str,
    pub body: Bytes,
    pub seen: &'a Seen,
}

impl Asked<'_> {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
    fn has_key(&self) -> bool {
        self.seen.authorization.as_deref() == Some(&format!("Bearer {KEY}"))
    }
    /// Values of a name in the query.
    fn query(&self, name: &str) -> Vec<String> {
        let query = self.parts.uri.query().unwrap_or_default();
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let plain = |text: &str| text.replace('+', " ").replace("%20", " ").replace("%3A", ":");
        pairs.filter(|(n, _)| *n == name).map(|(_, value)| plain(value)).collect()
    }
}

pub(super) fn reply(status: u16, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    response
}

pub(super) fn json_reply(value: &Value) -> Response {
    let mut response = reply(200, value.to_string());
    set(&mut response, "content-type", "application/json");
    response
}

pub(super) fn status(code: u16, kind: &str, message: &str) -> Response {
    let mut response = reply(code, message.to_string());
    if !kind.is_empty() {
        set(&mut response, "x-error-code", kind);
        set(&mut response, "x-error-message", message);
    }
    response
}

pub(super) fn set(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
}

pub(super) fn answer(shared: &Shared, asked: &Asked) -> Response {
    let path = asked.parts.uri.path().trim_matches('/').to_string();
    let words: Vec<&str> = path.split('/').collect();
    let method = asked.seen.method.as_str();
    match (method, words.as_slice()) {
        ("GET", ["api", "agent-harnesses"]) => json_reply(&json!({})),
        ("GET", ["api", "whoami-v2"]) => whoami(asked),
        ("GET", ["api", "models"]) => {
            let words = asked.query("search").join(" ");
            let found = lock(&shared.repos).search(&words, &asked.query("filter"));
            json_reply(&found.into())
        }
        (_, ["_cdn", oid]) => storage(shared, oid, asked),
        ("GET", ["api", "models", _, _, "xet-write-token", "main"]) => match asked.has_key() {
            true => json_reply(&content::token(shared)),
            false => status(401, "", "Invalid credentials in Authorization header"),
        },
        ("GET", ["api", "models", owner, name, rest @ ..]) => {
            model(shared, asked, &format!("{owner}/{name}"), rest)
        }
        ("GET" | "HEAD", [owner, name, "resolve", revision, file @ ..]) => {
            resolve(shared, asked, &format!("{owner}/{name}"), revision, &file.join("/"))
        }
        ("POST" | "PUT", words) => uploads::answer(shared, asked, words, asked.has_key()),
        _ => status(404, "", "no such address"),
    }
}

fn whoami(asked: &Asked) -> Response {
    if !asked.has_key() {
        return status(401, "", "Invalid credentials in Authorization header");
    }
    json_reply(&json!({
        "type": "user", "id": "1", "name": ACCOUNT, "fullname": "Alice", "orgs": [{"name": "team"}],
        "auth": {"type": "access_token", "accessToken": {"displayName": "t", "role": "write"}},
    }))
}

/// What keeps this client from the model.
fn barred(shared: &Shared, asked: &Asked, name: &str) -> Option<Response> {
    let repos = lock(&shared.repos);
    if let Some(new) = repos.moved(name) {
        let place = asked.path.replacen(name, new, 1);
        let mut response = reply(307, "");
        set(&mut response, "location", &place);
        return Some(response);
    }
    match repos.get(name) {
        Some(model) if model.private && !asked.has_key() => {
            Some(status(401, "RepoNotFound", "Repository not found"))
        }
        Some(model) if model.gated && !asked.has_key() && asked.path.contains("/resolve/") => {
            Some(status(401, "GatedRepo", "Access to this model is restricted"))
        }
        Some(_) => None,
        // As the hub does it: who is not known is not told what there is.
        None if asked.has_key() => Some(status(404, "RepoNotFound", "Repository not found")),
        None => Some(status(401, "RepoNotFound", "Invalid username or password.")),
    }
}

fn model(shared: &Shared, asked: &Asked, name: &str, rest: &[&str]) -> Response {
    if let Some(response) = barred(shared, asked, name) {
        return response;
    }
    let repos = lock(&shared.repos);
    let Some(model) = repos.get(name) else { return status(404, "RepoNotFound", "none") };
    let found = match rest {
        [] => model.info(name, "main"),
        ["revision", revision] => model.info(name, revision),
        ["tree", revision] => model.tree(revision),
        _ => None,
    };
    match found {
        Some(value) => json_reply(&value),
        None => status(404, "RevisionNotFound", "Invalid rev id"),
    }
}

fn resolve(shared: &Shared, asked: &Asked, name: &str, revision: &str, path: &str) -> Response {
    if let Some(response) = barred(shared, asked, name) {
        return response;
    }
    let repos = lock(&shared.repos);
    let found = repos.get(name).and_then(|model| model.at(revision));
    let Some((commit, files)) = found else {
        return status(404, "RevisionNotFound", "Invalid rev id");
    };
    let Some(contents) = files.get(path) else {
        let mut response = status(404, "EntryNotFound", "Entry not found");
        set(&mut response, "x-repo-commit", commit);
        return response;
    };
    let mut response = if is_large(path, contents.len()) {
        let oid = sha256(contents);
        let mut response = reply(302, "");
        let place = format!("http://127.0.0.1:{}/_cdn/{oid}", shared.port);
        set(&mut response, "location", &place);
        set(&mut response, "x-linked-size", &contents.len().to_string());
        set(&mut response, "x-linked-etag", &format!("\"{oid}\""));
        response
    } else {
        let mut response = part_of(contents, asked);
        set(&mut response, "etag", &format!("\"{}\"", git_oid(contents)));
        response
    };
    set(&mut response, "x-repo-commit", commit);
    response
}

fn storage(shared: &Shared, oid: &str, asked: &Asked) -> Response {
    let contents = lock(&shared.repos).large.get(oid).cloned();
    let Some(contents) = contents else { return status(404, "", "no such object") };
    let mut response = part_of(&contents, asked);
    set(&mut response, "etag", &format!("\"{oid}\""));
    response
}

/// The range that was asked for, or all of it.
fn part_of(contents: &[u8], asked: &Asked) -> Response {
    let size = contents.len();
    let range = asked.seen.range.as_deref().and_then(|range| {
        let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
        let from: usize = from.parse().ok()?;
        let to = to.parse().map_or(size, |to: usize| to + 1).min(size);
        (from < to).then_some((from, to))
    });
    let (code, (from, to)) = range.map_or((200, (0, size)), |range| (206, range));
    let head = asked.seen.method == "HEAD";
    let body = if head { Vec::new() } else { contents[from..to].to_vec() };
    let mut response = reply(code, body);
    if code == 206 {
        set(&mut response, "content-range", &format!("bytes {from}-{}/{size}", to - 1));
    }
    set(&mut response, "accept-ranges", "bytes");
    let length = HeaderValue::from(to - from);
    response.headers_mut().insert(header::CONTENT_LENGTH, length);
    response
}
