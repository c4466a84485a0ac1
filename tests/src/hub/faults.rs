//! What can go wrong on the way, each once and on demand.

use super::{answers, contents};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use std::collections::VecDeque;
use std::time::Duration;

#[derive(Debug, Clone)]
pub enum Fault {
    /// The connection breaks after so many bytes of the answer.
    Cut(usize),
    /// One bit of this byte of the answer is wrong.
    Flip(usize),
    /// The answer is of a file that is so many bytes shorter than announced.
    Shorter(usize),
    /// Half of it comes, then nothing.
    Stall,
    /// This status instead, perhaps with a wait asked for.
    Status(u16, Option<&'static str>),
    /// The whole file, whatever range was asked for.
    NoRange,
    /// The connection breaks after so many bytes of what is sent.
    CutUpload(usize),
    /// This answer is as it should be.
    Fine,
}

#[derive(Default)]
pub struct Faults(Vec<(String, VecDeque<Fault>)>);

impl Faults {
    pub fn add(&mut self, part: &str, faults: impl IntoIterator<Item = Fault>) {
        self.0.push((part.to_string(), faults.into_iter().collect()));
    }

    pub(super) fn take(&mut self, path: &str) -> Option<Fault> {
        let of = self.0.iter_mut().find(|(part, list)| path.contains(part) && !list.is_empty());
        of.and_then(|(_, list)| list.pop_front())
    }
}

impl Fault {
    /// An answer in place of the right one.
    pub(super) fn instead(&self) -> Option<Response> {
        let Self::Status(status, wait) = self else { return None };
        let mut response = answers::status(*status, "", "<html>a page of an error</html>");
        if let Some(wait) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(wait));
        }
        Some(response)
    }

    /// The right answer, made wrong.
    pub(super) async fn spoil(self, response: Response) -> Response {
        if response.status().is_redirection() {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        let mut bytes = contents(body).await;
        let length = bytes.len();
        match self {
            Self::Flip(at) if length > 0 => bytes[at % length] ^= 1,
            Self::Shorter(by) => {
                bytes.truncate(length.saturating_sub(by));
                parts.headers.remove(header::CONTENT_LENGTH);
                if let Some(range) = parts.headers.get_mut(header::CONTENT_RANGE) {
                    let text = range.to_str().unwrap_or_default().to_string();
                    let (range_text, total) = text.split_once('/').unwrap_or((&text, "0"));
                    let total = total.parse::<usize>().unwrap_or(0).saturating_sub(by);
                    if let Ok(value) = HeaderValue::from_str(&format!("{range_text}/{total}")) {
                        *range = value;
                    }
                }
            }
            Self::Cut(at) => {
                parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
                let end = at.min(length);
                return Response::from_parts(parts, broken(bytes[..end].to_vec(), false));
            }
            Self::Stall => {
                parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
                return Response::from_parts(parts, broken(bytes[..length / 2].to_vec(), true));
            }
            _ => {}
        }
        Response::from_parts(parts, Body::from(bytes))
    }
}

/// Some bytes, then an end that is none.
fn broken(bytes: Vec<u8>, hang: bool) -> Body {
    let parts = futures_util::stream::unfold(Some(bytes), move |state| async move {
        match state {
            Some(bytes) => Some((Ok::<_, std::io::Error>(Bytes::from(bytes)), None)),
            None => {
                // What was sent is on its way before the connection breaks.
                let wait = if hang { 3600 * 1000 } else { 20 };
                tokio::time::sleep(Duration::from_millis(wait)).await;
                Some((Err(std::io::ErrorKind::ConnectionReset.into()), None))
            }
        }
    });
    Body::from_stream(parts)
}
