//! The protocol's own local content store, behind ours: what ours has taken is passed on to it, and
//! refused if it refuses. A program of its own (`tests/content-store`), for its many packages.

use super::{Shared, answers, lock};
use axum::body::Bytes;
use axum::response::Response;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Runs until dropped.
pub struct ContentStore {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
    pub address: String,
}

impl ContentStore {
    /// None where nobody built the program; `./dev test` does.
    pub fn start() -> Option<Self> {
        let program = program().filter(|program| program.is_file())?;
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the content store starts");
        let mut answers = BufReader::new(child.stdout.take().expect("its output"));
        let mut address = String::new();
        answers.read_line(&mut address).expect("its address");
        Some(Self { child, answers, address: address.trim().to_string() })
    }

    fn ask(&mut self, line: &str) -> String {
        let input = self.child.stdin.as_mut().expect("its input");
        writeln!(input, "{line}").and_then(|()| input.flush()).expect("it listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("it answers");
        assert!(!answer.starts_with("failed"), "{line}: {answer}");
        answer
    }

    /// A file as the protocol's own reader puts it together, over the network.
    pub fn read(&mut self, name: &str, into: &Path) -> Vec<u8> {
        self.ask(&format!("read {name} {}", into.display()));
        std::fs::read(into).expect("what was read")
    }

    /// A file's chunks and names, as the protocol's own chunker sees them.
    pub fn describe(&mut self, file: &Path) -> Value {
        serde_json::from_str(&self.ask(&format!("describe {}", file.display()))).expect("JSON")
    }
}

impl Drop for ContentStore {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Option<PathBuf> {
    let cache = std::env::var_os("ATTUNE_CACHE").map(PathBuf::from);
    let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache/attune"));
    let name = format!("content-store{}", std::env::consts::EXE_SUFFIX);
    Some(cache.or_else(home)?.join("bin").join(name))
}

/// A refusal of the store behind, if it refuses what ours has taken.
pub(super) async fn pass_on(shared: &Shared, path: &str, body: Bytes) -> Option<Response> {
    let place = path.strip_prefix("/_cas")?.to_string();
    let address = lock(&shared.xet).behind.clone()?;
    let (status, said) = tokio::task::spawn_blocking(move || post(&address, &place, &body))
        .await
        .expect("a thread")
        .expect("an answer of the store behind");
    (status >= 300).then(|| answers::status(status, "", &said))
}

fn post(address: &str, place: &str, body: &[u8]) -> std::io::Result<(u16, String)> {
    let host = address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host)?;
    let length = body.len();
    write!(
        stream,
        "POST {place} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    )?;
    stream.write_all(body)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    Ok((status.unwrap_or(500), answer))
}
