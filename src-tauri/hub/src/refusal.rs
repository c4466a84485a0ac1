//! What a refusal of the hub means, in plain words.

use crate::http::Failure;
use attune_engine::error::{Code, Error};
use reqwest::{Response, StatusCode};

/// Bytes of a refusal's text that are kept for "Copy details".
const KEPT: usize = 300;

const TRY_AGAIN: &str = "Check the network and the proxy, then try again; what has arrived is kept";

/// Nothing came for as long as we wait.
pub(crate) fn silent(about: &str) -> Error {
    Error::new(Code::Network, "The network has been silent for too long")
        .at(about.to_string())
        .advice(TRY_AGAIN)
}

/// The hub, or the way to it, gave no answer.
pub(crate) fn unreachable(error: reqwest::Error, about: &str) -> Error {
    let what = if error.is_timeout() {
        "The network has been silent for too long"
    } else if error.is_connect() {
        "The hub can't be reached"
    } else {
        "The connection broke"
    };
    // The address may hold a signature, which is a key of its own.
    let mut source = error.without_url().to_string();
    let error = Error::new(Code::Network, what).at(about.to_string());
    source.truncate(source.char_indices().nth(KEPT).map_or(source.len(), |(at, _)| at));
    error.advice(TRY_AGAIN).source(source)
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// `has_key`: whether an access key was sent along.
pub(crate) async fn refusal(response: Response, about: &str, has_key: bool) -> Error {
    let status = response.status();
    let kind = header(&response, "x-error-code").to_string();
    let message = header(&response, "x-error-message").chars().take(KEPT).collect::<String>();
    let (code, what, advice) = meaning(status, &kind, has_key);
    let mut error = Error::new(code, what).at(about.to_string()).advice(advice);
    let body = text(response).await;
    let said = if message.is_empty() { body } else { message };
    error = error.source(format!("{status} {kind} {said}").trim());
    error
}

/// The same from the machine that keeps the hub's files.
pub(crate) fn storage(error: Error) -> Error {
    let about = error.where_.unwrap_or_default();
    Error::new(Code::Network, "The place where the hub keeps its files refuses this")
        .at(about)
        .advice("Try again later; what has arrived is kept")
        .source(error.source.unwrap_or_default())
}

/// The same from the content store, which does not know the hub's access key.
pub(crate) fn content_store(failure: Failure, status: StatusCode) -> Failure {
    let (code, what, advice) = match status.as_u16() {
        401 | 403 => (
            Code::KeyNeeded,
            "The hub's content store refuses what the hub has allowed",
            "Check that the access key may write, then publish again",
        ),
        429 => (
            Code::Network,
            "The hub's content store has had too many questions from here",
            "Wait some minutes, then publish again",
        ),
        500.. => {
            (Code::Network, "The hub's content store has a fault of its own", "Publish again later")
        }
        408 => (Code::Network, "The hub's content store waited too long", "Publish again later"),
        _ => {
            (Code::Unsupported, "The hub's content store does not take this", "Publish again later")
        }
    };
    let of_store = |error: Error| {
        Error::new(code, what)
            .at(error.where_.unwrap_or_default())
            .advice(advice)
            .source(error.source.unwrap_or_default())
    };
    match failure {
        Failure::Passing(error, wait) => Failure::Passing(of_store(error), wait),
        Failure::Final(error) => Failure::Final(of_store(error)),
    }
}

/// The beginning of the text, if it is short and plain.
async fn text(mut response: Response) -> String {
    let mut bytes = Vec::new();
    while let Ok(Some(part)) = response.chunk().await {
        bytes.extend_from_slice(&part);
        if bytes.len() > KEPT {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    text.chars().filter(|c| !c.is_control()).take(KEPT).collect()
}

fn meaning(status: StatusCode, kind: &str, has_key: bool) -> (Code, &'static str, &'static str) {
    match (status.as_u16(), kind) {
        (_, "GatedRepo") => (
            Code::KeyNeeded,
            "The maker lets people in one by one: the licence has to be accepted first",
            "Open the model's page in a browser, accept the licence there, then enter an access key",
        ),
        (401 | 404, "RepoNotFound") | (404, "") if !has_key => (
            Code::NotFound,
            "The hub has no such model, or it is private",
            "Check the name; for a private model enter an access key",
        ),
        (401 | 404, "RepoNotFound") => (
            Code::NotFound,
            "The hub has no such model, or your access key does not open it",
            "Check the name, and what the access key may do",
        ),
        (404, "RevisionNotFound") => (
            Code::NotFound,
            "The model has no such version",
            "Check the revision; main is the newest",
        ),
        (404, _) => {
            (Code::NotFound, "The hub does not have this", "Check the name and the revision")
        }
        (401, _) if has_key => (
            Code::KeyNeeded,
            "The hub does not know the access key",
            "Make a new key in the hub's settings, and enter it",
        ),
        (401, _) => (Code::KeyNeeded, "The hub asks for an access key", "Enter an access key"),
        (403, _) => (
            Code::KeyNeeded,
            "The hub refuses this",
            "Check what the access key may do: publishing needs the right to write",
        ),
        (409, _) => (Code::Busy, "Something of that name is there already", "Choose another name"),
        (413, _) => (Code::Unsupported, "The hub takes nothing that large", "Send less"),
        (429, _) => (
            Code::Network,
            "The hub has had too many questions from here",
            "Wait some minutes, then try again; what has arrived is kept",
        ),
        (500.., _) => (
            Code::Network,
            "The hub has a fault of its own",
            "Try again later; what has arrived is kept",
        ),
        _ => (Code::Network, "The hub did not accept the question", "Try again later"),
    }
}
