//! The way in: a place, what goes how, large files, the commit.

use super::answers::{Asked, json_reply, set, status};
use super::repos::{Contents, is_large};
use super::{Shared, content, lock, sha256};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

/// Parts of large files on their way in, by SHA-256 and number.
static PARTS: Mutex<BTreeMap<(String, usize), Vec<u8>>> = Mutex::new(BTreeMap::new());

pub(super) fn answer(shared: &Shared, asked: &Asked, words: &[&str], has_key: bool) -> Response {
    match words {
        // The storage is another host, and knows no keys.
        ["_s3", oid, "0"] => whole(shared, oid, asked),
        ["_s3", oid, number] => part(oid, number, asked),
        ["_s3c", oid] => complete(shared, oid, asked),
        ["_cas", "v1", words @ ..] => content::answer(shared, asked, words),
        ["api", "validate-yaml"] => validate(asked),
        _ if !has_key => status(401, "", "Invalid credentials in Authorization header"),
        ["_verify"] => verify(shared, asked),
        ["api", "repos", "create"] => create(shared, asked),
        ["api", "models", owner, name, "preupload", _] => {
            preupload(shared, asked, &join(owner, name))
        }
        ["api", "models", _, _, "lfs-verify"] => verify(shared, asked),
        ["api", "models", owner, name, "commit", "main"] => {
            commit(shared, asked, &join(owner, name))
        }
        [_, name, "info", "lfs", "objects", "batch"] if name.ends_with(".git") => {
            batch(shared, asked)
        }
        _ => status(404, "", "no such address"),
    }
}

fn join(owner: &str, name: &str) -> String {
    format!("{owner}/{name}")
}

fn validate(asked: &Asked) -> Response {
    let card = asked.json()["content"].as_str().unwrap_or_default().to_string();
    let open = card.starts_with("---\n") && !card[4..].contains("\n---\n");
    let errors = if open { vec![json!({"message": "the head has no end"})] } else { Vec::new() };
    json_reply(&json!({"errors": errors, "warnings": []}))
}

fn create(shared: &Shared, asked: &Asked) -> Response {
    let body = asked.json();
    let word = |key: &str| body[key].as_str().unwrap_or_default().to_string();
    let private = body["private"].as_bool().unwrap_or(word("visibility") == "private");
    let name = join(&word("organization"), &word("name"));
    if !lock(&shared.repos).create(&name, private) {
        return status(409, "", "You already created this model repo");
    }
    json_reply(
        &json!({"url": format!("http://localhost:{}/{name}", shared.port), "name": name, "id": "1"}),
    )
}

fn preupload(shared: &Shared, asked: &Asked, name: &str) -> Response {
    if lock(&shared.repos).get(name).is_none() {
        return status(404, "RepoNotFound", "Repository not found");
    }
    let body = asked.json();
    let files = body["files"].as_array().cloned().unwrap_or_default();
    let modes: Vec<Value> = files
        .iter()
        .map(|file| {
            let path = file["path"].as_str().unwrap_or_default();
            let size = file["size"].as_u64().unwrap_or(0) as usize;
            let inline = shared.all_inline.load(Ordering::Relaxed) || !is_large(path, size);
            let mode = if inline { "regular" } else { "lfs" };
            json!({"path": path, "uploadMode": mode, "shouldIgnore": false, "oid": null})
        })
        .collect();
    json_reply(&json!({"files": modes}))
}

fn batch(shared: &Shared, asked: &Asked) -> Response {
    let body = asked.json();
    let (hub, storage) =
        (format!("http://localhost:{}", shared.port), format!("http://127.0.0.1:{}", shared.port));
    let part_size = *lock(&shared.part_size);
    let takes_parts = body["transfers"].as_array().is_some_and(|t| t.contains(&"multipart".into()));
    let part_size = part_size.filter(|_| takes_parts);
    let by_xet = lock(&shared.xet).spoken
        && body["transfers"].as_array().is_some_and(|t| t.contains(&"xet".into()));
    let repos = lock(&shared.repos);
    let objects =
        body["objects"].as_array().cloned().unwrap_or_default().into_iter().map(|object| {
            let oid = object["oid"].as_str().unwrap_or_default().to_string();
            let size = object["size"].as_u64().unwrap_or(0) as usize;
            if repos.large.contains_key(&oid) {
                return json!({"oid": oid, "size": size});
            }
            if by_xet {
                let upload = content::action(shared, &format!("{hub}/refresh"));
                return json!({"oid": oid, "size": size, "authenticated": true,
                    "actions": {"upload": upload}});
            }
            let upload = match part_size {
                Some(part_size) => {
                    let mut header = Map::new();
                    header.insert("chunk_size".into(), json!(part_size.to_string()));
                    for number in 1..=size.div_ceil(part_size) {
                        let place = format!("{storage}/_s3/{oid}/{number}");
                        header.insert(format!("{number:05}"), json!(place));
                    }
                    json!({"href": format!("{storage}/_s3c/{oid}"), "header": header})
                }
                None => json!({"href": format!("{storage}/_s3/{oid}/0")}),
            };
            let verify = json!({"href": format!("{hub}/_verify")});
            json!({"oid": oid, "size": size, "authenticated": true,
               "actions": {"upload": upload, "verify": verify}})
        });
    let objects: Vec<Value> = objects.collect();
    let transfer = match part_size {
        _ if by_xet => "xet",
        Some(_) => "multipart",
        None => "basic",
    };
    let mut response =
        json_reply(&json!({"transfer": transfer, "objects": objects, "hash_algo": "sha256"}));
    set(&mut response, "content-type", "application/vnd.git-lfs+json");
    response
}

fn keep(shared: &Shared, oid: &str, contents: Vec<u8>) -> Response {
    if sha256(&contents) != oid {
        return status(400, "", "the contents have another hash");
    }
    lock(&shared.repos).large.insert(oid.to_string(), Arc::new(contents));
    json_reply(&json!({}))
}

fn whole(shared: &Shared, oid: &str, asked: &Asked) -> Response {
    keep(shared, oid, asked.body.to_vec())
}

fn part(oid: &str, number: &str, asked: &Asked) -> Response {
    let number = number.parse().unwrap_or(0);
    lock(&PARTS).insert((oid.to_string(), number), asked.body.to_vec());
    let mut response = json_reply(&json!({}));
    set(&mut response, "etag", &format!("\"{}\"", &sha256(&asked.body)[..32]));
    response
}

fn complete(shared: &Shared, oid: &str, asked: &Asked) -> Response {
    let listed = asked.json()["parts"].as_array().cloned().unwrap_or_default();
    let mut contents = Vec::new();
    for part in listed {
        let number = part["partNumber"].as_u64().unwrap_or(0) as usize;
        let Some(bytes) = lock(&PARTS).remove(&(oid.to_string(), number)) else {
            return status(400, "", "a part is missing");
        };
        if part["etag"] != format!("\"{}\"", &sha256(&bytes)[..32]) {
            return status(400, "", "a part has another ETag");
        }
        contents.extend(bytes);
    }
    keep(shared, oid, contents)
}

fn verify(shared: &Shared, asked: &Asked) -> Response {
    let body = asked.json();
    let large = lock(&shared.repos).large.get(body["oid"].as_str().unwrap_or_default()).cloned();
    match large {
        Some(contents) if body["size"] == contents.len() => json_reply(&json!({})),
        _ => status(404, "", "the object is not here"),
    }
}

fn commit(shared: &Shared, asked: &Asked, name: &str) -> Response {
    let mut files: Vec<(String, Contents)> = Vec::new();
    for line in asked.body.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
        let Ok(line) = serde_json::from_slice::<Value>(line) else {
            return status(400, "", "a line is not JSON");
        };
        let value = &line["value"];
        let path = value["path"].as_str().unwrap_or_default().to_string();
        match line["key"].as_str() {
            Some("file") => {
                let Ok(bytes) = BASE64.decode(value["content"].as_str().unwrap_or_default()) else {
                    return status(400, "", "the content is not base64");
                };
                files.push((path, Arc::new(bytes)));
            }
            Some("lfsFile") => {
                let oid = value["oid"].as_str().unwrap_or_default();
                let Some(contents) = lock(&shared.repos).large.get(oid).cloned() else {
                    return status(400, "", "the object is not here");
                };
                files.push((path, contents));
            }
            Some("header") => {}
            _ => return status(400, "", "an unknown key"),
        }
    }
    let commit = lock(&shared.repos).commit(name, files);
    let place = format!("http://localhost:{}/{name}/commit/{commit}", shared.port);
    json_reply(&json!({"success": true, "commitOid": commit, "commitUrl": place, "hookOutput": ""}))
}
