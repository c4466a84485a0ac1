//! A hub of our own: the part of Hugging Face's protocol that Attune and the official clients use,
//! with faults on demand. It answers on this computer only.
//!
//! The hub itself is `localhost`; large files lie on `127.0.0.1`, which is another host to a client
//! that must not show its access key there.

mod answers;
mod behind;
mod content;
mod faults;
mod repos;
mod uploads;

pub use behind::ContentStore;
pub use content::Xet;
pub use faults::{Fault, Faults};
pub use repos::{Repos, git_oid, sha256};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::Response;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// The access key that belongs to `alice`.
pub const KEY: &str = "hf_test";
pub const ACCOUNT: &str = "alice";

/// What a client asked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Seen {
    pub method: String,
    /// With the query.
    pub path: String,
    pub host: String,
    /// The access key, if it was shown.
    pub authorization: Option<String>,
    pub range: Option<String>,
    pub status: u16,
    /// Of a request that is text.
    pub body: String,
}

pub(crate) struct Shared {
    pub repos: Mutex<Repos>,
    pub faults: Mutex<Faults>,
    pub seen: Mutex<Vec<Seen>>,
    pub port: u16,
    /// Large files are sent in parts of so many bytes.
    pub part_size: Mutex<Option<usize>>,
    /// The hub would have every file in the commit itself.
    pub all_inline: AtomicBool,
    pub xet: Mutex<Xet>,
}

/// Runs until dropped.
pub struct TestHub {
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl TestHub {
    /// On a port that is free.
    pub fn start() -> Self {
        Self::start_at(0)
    }

    pub fn start_at(port: u16) -> Self {
        let (tell, told) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async move {
                let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("a free port");
                let shared = Arc::new(Shared {
                    repos: Mutex::default(),
                    faults: Mutex::default(),
                    seen: Mutex::default(),
                    port: listener.local_addr().expect("an address").port(),
                    part_size: Mutex::new(None),
                    all_inline: AtomicBool::new(false),
                    xet: Mutex::default(),
                });
                let app = Router::new().fallback(handle).with_state(shared.clone());
                tell.send(shared).expect("someone who waits");
                tokio::select! {
                    served = axum::serve(listener, app) => served.expect("the hub runs"),
                    _ = stopped => {}
                }
            });
            // Connections that hang on purpose are not waited for.
            runtime.shutdown_background();
        });
        Self { shared: told.recv().expect("the hub starts"), stop: Some(stop) }
    }

    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.shared.port)
    }

    pub fn repos(&self) -> MutexGuard<'_, Repos> {
        lock(&self.shared.repos)
    }

    /// The next requests whose path holds `part` meet these faults, one each.
    pub fn fault(&self, part: &str, faults: impl IntoIterator<Item = Fault>) {
        lock(&self.shared.faults).add(part, faults);
    }

    /// From now on large files are taken in parts.
    pub fn take_parts_of(&self, bytes: usize) {
        *lock(&self.shared.part_size) = Some(bytes);
    }

    /// From now on it asks for every file, however large, inside the commit.
    pub fn ask_for_all_inline(&self) {
        self.shared.all_inline.store(true, Ordering::Relaxed);
    }

    /// How it takes files by Xet, and what it got that way.
    pub fn xet(&self) -> MutexGuard<'_, Xet> {
        lock(&self.shared.xet)
    }

    /// Everything asked since the last time.
    pub fn take_seen(&self) -> Vec<Seen> {
        std::mem::take(&mut *lock(&self.shared.seen))
    }
}

impl Drop for TestHub {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

/// What stands in a request's head.
fn seen(request: &Request) -> Seen {
    let text = |name: header::HeaderName| {
        request.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_string)
    };
    Seen {
        method: request.method().to_string(),
        path: request.uri().path_and_query().map_or("/".into(), |p| p.as_str().to_string()),
        host: text(header::HOST).unwrap_or_default(),
        authorization: text(header::AUTHORIZATION),
        range: text(header::RANGE),
        status: 0,
        body: String::new(),
    }
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let mut seen = seen(&request);
    let path = seen.path.clone();
    let fault = match request.method().as_str() {
        // What is announced is right; the faults are in what is sent.
        "HEAD" => None,
        _ => lock(&shared.faults).take(&path),
    };
    if let Some(response) = fault.as_ref().and_then(Fault::instead) {
        seen.status = response.status().as_u16();
        lock(&shared.seen).push(seen);
        return response;
    }
    let (parts, body) = request.into_parts();
    let uploading = fault.as_ref().is_some_and(|fault| matches!(fault, Fault::CutUpload(_)));
    let limit = match &fault {
        Some(Fault::CutUpload(bytes)) => *bytes,
        _ => usize::MAX,
    };
    let bytes = match axum::body::to_bytes(body, limit).await {
        Ok(bytes) if !uploading => bytes,
        _ => {
            seen.status = 500;
            lock(&shared.seen).push(seen);
            return answers::status(500, "", "the connection broke");
        }
    };
    seen.body = String::from_utf8(bytes.to_vec()).unwrap_or_default();
    let mut response = {
        let ask = answers::Asked { parts: &parts, path: &path, body: bytes.clone(), seen: &seen };
        answers::answer(&shared, &ask)
    };
    if response.status().is_success()
        && let Some(refused) = behind::pass_on(&shared, &path, bytes).await
    {
        response = refused;
    }
    seen.status = response.status().as_u16();
    lock(&shared.seen).push(seen);
    match fault {
        Some(fault) => fault.spoil(response).await,
        None => response,
    }
}

/// The contents of an answer, for faults that change them.
pub(crate) async fn contents(body: Body) -> Vec<u8> {
    axum::body::to_bytes(body, usize::MAX).await.map(|b| b.to_vec()).unwrap_or_default()
}
