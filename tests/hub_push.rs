//! Publishing to a hub that fails in every way we know. Whatever happens, nobody sees half a model,
//! nothing meant to be private becomes public, and no large file is put into a commit.

use attune_engine::error::{Code, Result};
use attune_hub::{Deed, Hub, Key, Offline, Push, Pushed, Settings};
use attune_tests::hub::{Fault, Seen, TestHub};
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;
use tempfile::TempDir;

mod publisher;
use publisher::{CARD, MODEL};

const PART: usize = 300_000;

struct Place {
    hub: TestHub,
    folder: TempDir,
    weights: Vec<u8>,
}

impl Place {
    fn new() -> Self {
        let (hub, folder) = (TestHub::start(), tempfile::tempdir().unwrap());
        let weights: Vec<u8> = (0..3 * PART + 77).map(|i| (i * i / 7) as u8).collect();
        let files = [("1_Pooling/config.json", &b"{}"[..]), ("model.safetensors", &weights)];
        publisher::write_model(folder.path(), &files);
        Self { hub, folder, weights }
    }

    fn client(&self, change: impl FnOnce(&mut Settings)) -> Hub {
        publisher::client(&self.hub, self.folder.path(), Duration::from_secs(2), change)
    }

    fn what(&self, public: bool) -> Push {
        publisher::what(self.folder.path(), public)
    }

    fn push(&self, public: bool) -> Result<Pushed> {
        self.client(|_| {}).push(&self.what(public), &mut |_| Ok(()))
    }

    fn check_whole(&self) {
        let repos = self.hub.repos();
        let model = repos.get(MODEL).unwrap();
        assert_eq!(model.file("model.safetensors").unwrap(), self.weights);
        assert_eq!(model.file("README.md").unwrap(), CARD.as_bytes());
        assert_eq!(model.file("1_Pooling/config.json").unwrap(), b"{}");
    }

    /// Nobody sees anything of the model.
    fn nothing_shows(&self) -> bool {
        self.hub.repos().get(MODEL).is_none_or(|model| model.file("config.json").is_none())
    }
}

fn puts(seen: &[Seen]) -> Vec<&str> {
    seen.iter().filter(|s| s.method == "PUT").map(|s| s.path.as_str()).collect()
}

#[test]
fn publishes_private_by_the_protocols_steps() {
    let place = Place::new();
    let pushed = place.push(false).unwrap();
    place.check_whole();
    assert_eq!(pushed.private, Some(true));
    assert!(place.hub.repos().get(MODEL).unwrap().private);
    assert_eq!(pushed.page, format!("{}/{MODEL}", place.hub.url()));
    let seen = place.hub.take_seen();
    let asked: Vec<String> = seen.iter().map(|s| format!("{} {}", s.method, s.path)).collect();
    let oid = attune_tests::hub::sha256(&place.weights);
    assert_eq!(
        asked,
        [
            "GET /api/whoami-v2".to_string(),
            "POST /api/validate-yaml".into(),
            "POST /api/repos/create".into(),
            "GET /api/models/alice/tuned".into(),
            "POST /api/models/alice/tuned/preupload/main".into(),
            "POST /alice/tuned.git/info/lfs/objects/batch".into(),
            format!("PUT /_s3/{oid}/0"),
            "POST /_verify".into(),
            "POST /api/models/alice/tuned/commit/main".into(),
        ]
    );
    // The key is the hub's business, not that of the place where it keeps its files.
    let put = seen.iter().find(|s| s.method == "PUT").unwrap();
    assert!(put.host.starts_with("127.") && put.authorization.is_none());
    let lines = place.client(|_| {}).ledger().lines().unwrap();
    let sent: u64 = lines.iter().filter(|l| l.deed == Deed::Sent).map(|l| l.sent).sum();
    assert!(sent > place.weights.len() as u64, "{lines:?}");
}

#[test]
fn public_is_said_aloud() {
    let place = Place::new();
    assert_eq!(place.push(true).unwrap().private, Some(false));
    assert!(!place.hub.repos().get(MODEL).unwrap().private);
    // What everybody can read takes nothing that was meant to be private.
    place.hub.take_seen();
    let refused = place.push(false).unwrap_err();
    assert_eq!(refused.code, Code::Unsupported);
    assert!(place.hub.take_seen().iter().all(|s| !s.path.contains("preupload")));
}

#[test]
fn parts_go_one_by_one_and_only_the_cut_one_twice() {
    let place = Place::new();
    place.hub.take_parts_of(PART);
    place.hub.fault("/_s3/", [Fault::Fine, Fault::CutUpload(1000), Fault::Fine]);
    place.push(false).unwrap();
    place.check_whole();
    let seen = place.hub.take_seen();
    let numbers: Vec<&str> = puts(&seen).iter().map(|p| p.rsplit('/').next().unwrap()).collect();
    assert_eq!(numbers, ["1", "2", "2", "3", "4"]);
}

#[test]
fn a_cut_in_one_piece_is_sent_again() {
    let place = Place::new();
    place.hub.fault("/_s3/", [Fault::CutUpload(0), Fault::CutUpload(500_000), Fault::Fine]);
    place.push(false).unwrap();
    place.check_whole();
}

#[test]
fn no_large_file_is_put_into_the_commit() {
    let place = Place::new();
    let big = vec![b' '; 6 << 20];
    std::fs::write(place.folder.path().join("model/tokenizer.json"), &big).unwrap();
    place.hub.ask_for_all_inline();
    place.push(false).unwrap();
    assert_eq!(place.hub.repos().get(MODEL).unwrap().file("tokenizer.json").unwrap(), big);
    let seen = place.hub.take_seen();
    let commit = seen.iter().find(|s| s.path.contains("/commit/")).unwrap();
    assert!(commit.body.contains(r#""key":"lfsFile""#));
    assert!(commit.body.len() < 5 << 20, "{}", commit.body.len());
}

#[test]
fn a_failure_says_how_far_it_came_and_a_second_try_goes_on() {
    let place = Place::new();
    place.hub.fault("/_s3/", vec![Fault::Status(503, None); 3]);
    let failed = place.push(false).unwrap_err();
    assert_eq!(failed.code, Code::Network);
    assert!(failed.safe.unwrap().contains("0 of 1 large files"));
    assert!(place.nothing_shows());

    place.hub.fault("/commit/", [Fault::Status(500, None)]);
    let failed = place.push(false).unwrap_err();
    assert!(failed.safe.unwrap().contains("All 1 large files are on the hub"));
    assert!(place.nothing_shows());
    let seen = place.hub.take_seen();
    // A commit is not repeated on its own: it may have been made.
    assert_eq!(seen.iter().filter(|s| s.path.contains("/commit/")).count(), 1);

    place.push(false).unwrap();
    place.check_whole();
    assert!(puts(&place.hub.take_seen()).is_empty(), "what is there is not sent again");
}

#[test]
fn without_a_good_key_or_card_nothing_is_made() {
    let place = Place::new();
    for (key, code) in [(None, Code::KeyNeeded), (Key::new("hf_other"), Code::KeyNeeded)] {
        let client = place.client(|settings| settings.key = key);
        let refused = client.push(&place.what(false), &mut |_| Ok(())).unwrap_err();
        assert_eq!(refused.code, code);
    }
    std::fs::write(place.folder.path().join("model/README.md"), "---\nno end").unwrap();
    let refused = place.push(false).unwrap_err();
    assert_eq!(refused.code, Code::BadData, "{refused}");
    assert!(place.hub.repos().get(MODEL).is_none());
    let client = place.client(|settings| settings.offline = Some(Offline::Lock));
    place.hub.take_seen();
    let refused = client.push(&place.what(false), &mut |_| Ok(())).unwrap_err();
    assert_eq!(refused.code, Code::Offline);
    assert!(place.hub.take_seen().is_empty());
}

#[test]
fn a_stop_leaves_the_hub_as_it_was() {
    let place = Place::new();
    let stop = |now: &attune_hub::Progress| match now.file == "model.safetensors" && !now.checking {
        true => Err(attune_engine::Error::new(Code::Interrupted, "You stopped this")),
        false => Ok(()),
    };
    // While the hub lets it wait. What was done before the stop was heard is done, and said to be.
    place.hub.fault("/_s3/", [Fault::Status(503, Some("30"))]);
    match place.client(|_| {}).push(&place.what(false), &mut |now| stop(now)) {
        Ok(_) => place.check_whole(),
        Err(stopped) => {
            assert_eq!(stopped.code, Code::Interrupted);
            assert!(place.nothing_shows());
        }
    }
    let place = Place::new();
    let at_once = |_: &attune_hub::Progress| Err(attune_engine::Error::new(Code::Interrupted, ""));
    let stopped = place.client(|_| {}).push(&place.what(false), &mut |now| at_once(now));
    assert_eq!(stopped.unwrap_err().code, Code::Interrupted);
    assert!(place.nothing_shows());
}

/// The keys of a JSON body; of a list its first entry's, of a commit by the kind of line.
fn body_keys(body: &str) -> BTreeSet<String> {
    fn keys(value: &Value, path: &str, to: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                for (name, inner) in map {
                    to.insert(format!("{path}{name}"));
                    keys(inner, &format!("{path}{name}."), to);
                }
            }
            Value::Array(list) => list.first().into_iter().for_each(|first| keys(first, path, to)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    for line in body.lines() {
        let Ok(parsed) = serde_json::from_str::<Value>(line) else { return BTreeSet::new() };
        match (parsed["key"].as_str(), parsed.get("value")) {
            (Some(kind), Some(value)) => {
                let mut own = BTreeSet::new();
                keys(value, "", &mut own);
                found.extend(own.into_iter().map(|key| format!("{kind}:{key}")));
            }
            _ => keys(&parsed, "", &mut found),
        }
    }
    found
}

/// An address with names in the place of what differs, or of what the hub lays down.
fn pattern(path: &str, oid: &str) -> String {
    let path = path.replace(MODEL, "MODEL").replace(oid, "OID");
    match path.rsplit_once('/') {
        Some(("/_s3/OID", _)) => "/_s3/OID/PART".into(),
        _ if path.contains("verify") => "VERIFY".into(),
        _ => path,
    }
}

/// What we say besides: hubs that know no `visibility` ask for `private`, and older ones for `type`.
const MORE: &[&str] = &["private", "type"];

/// What the hub's official client asked when it uploaded the same kinds of files: in one piece, and in
/// parts (`tests/conformance/make_requests.py`).
#[test]
fn asks_as_the_official_client_does() {
    let path = attune_tests::root().join("tests/conformance/requests.json");
    let recorded: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    for (recorded, parts) in recorded.as_array().unwrap().iter().zip([None, Some(PART)]) {
        let place = Place::new();
        if let Some(size) = parts {
            place.hub.take_parts_of(size);
        }
        place.push(true).unwrap();
        let oid = attune_tests::hub::sha256(&place.weights);
        let mut ours: Vec<(String, BTreeSet<String>)> = Vec::new();
        for asked in place.hub.take_seen() {
            let name = format!("{} {}", asked.method, pattern(&asked.path, &oid));
            // Whether it is there already, and private, is our own question.
            if name != "GET /api/models/MODEL" && ours.last().is_none_or(|(last, _)| *last != name)
            {
                ours.push((name, body_keys(&asked.body)));
            }
        }
        let theirs = recorded.as_array().unwrap().iter().map(|asked| {
            let keys = asked["keys"].as_array().unwrap().iter();
            let keys: BTreeSet<String> = keys.map(|key| key.as_str().unwrap().into()).collect();
            let path = asked["path"].as_str().unwrap();
            let path = if path.contains("verify") { "VERIFY" } else { path };
            (format!("{} {path}", asked["method"].as_str().unwrap()), keys)
        });
        let theirs: Vec<_> = theirs.collect();
        for (name, keys) in &ours {
            let same = theirs.iter().filter(|(other, _)| other == name);
            let same: Vec<_> = same.map(|(_, keys)| keys).collect();
            let known = |theirs: &&&BTreeSet<String>| {
                theirs.is_subset(keys) && keys.difference(theirs).all(|key| MORE.contains(&&**key))
            };
            assert!(same.iter().any(|keys| known(&keys)), "{name}: {keys:?}, theirs {same:?}");
        }
        // The model card is looked at before anything is made, which the order allows.
        let order = |all: &[(String, BTreeSet<String>)]| -> Vec<String> {
            let early = ["repos/create", "validate-yaml", "whoami"];
            let names = all.iter().map(|(name, _)| name.clone());
            names.filter(|name| !early.iter().any(|part| name.contains(part))).collect()
        };
        assert_eq!(order(&ours), order(&theirs));
    }
}
