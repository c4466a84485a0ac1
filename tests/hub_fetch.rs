//! Fetching from a hub that fails in every way we know. Whatever happens, nothing that is not whole
//! and right can be opened.

use attune_engine::error::Code;
use attune_hub::{Key, Offline, Outcome, Pace, Progress, Query, Repo};
use attune_tests::hub::{Fault, KEY};
use std::path::PathBuf;
use std::time::Duration;

#[path = "hub_fetch/place.rs"]
mod place;

use place::{CHUNK, MODEL, Place, bytes};

#[test]
fn fetches_what_is_needed_and_checks_it() {
    let place = Place::new();
    let pulled = place.pull().unwrap();
    place.check_whole(&pulled.folder);
    let names: Vec<&str> = pulled.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(names, ["config.json", "model.safetensors", "tokenizer.json"]);
    assert!(pulled.files.iter().all(|file| file.fetched));
    let seen = place.hub.take_seen();
    assert!(seen.iter().all(|s| !s.path.contains("pytorch_model") && s.authorization.is_none()));
    // Again: everything is here, and only looked at.
    let again = place.pull().unwrap();
    assert!(again.files.iter().all(|file| !file.fetched));
    assert!(place.hub.take_seen().iter().all(|s| s.method == "HEAD" || s.path.contains("/api/")));
}

#[test]
fn goes_on_after_a_cut_at_any_of_twenty_points() {
    for point in 0..20 {
        let place = Place::new();
        let cut = point * CHUNK as usize / 19;
        place.hub.fault("/_cdn/", [Fault::Cut(cut)]);
        let pulled = place.pull().unwrap_or_else(|e| panic!("cut after {cut} bytes: {e}"));
        place.check_whole(&pulled.folder);
        // Asked for twice: what was cut off of one chunk, and nothing that had arrived.
        let twice = place.asked_for() - place.weights.len() as u64;
        assert!(twice <= CHUNK, "cut after {cut} bytes: {twice} bytes twice");
        assert_eq!(received(&place), place.weights.len() as u64, "cut after {cut} bytes");
    }
}

/// Bytes of the weights that arrived, as the ledger has them.
fn received(place: &Place) -> u64 {
    let lines = place.client().ledger().lines().unwrap();
    let of = lines.iter().filter(|line| line.what.starts_with("model.safetensors"));
    of.map(|line| line.received).sum()
}

#[test]
fn a_stop_keeps_what_has_arrived_and_a_later_fetch_goes_on() {
    let place = Place::new();
    let stop = |now: &Progress| match now.done > CHUNK {
        true => Err(attune_engine::Error::new(Code::Interrupted, "You stopped this")),
        false => Ok(()),
    };
    // So slow that the stop comes in the middle.
    place.hub.fault("/_cdn/", [Fault::Fine, Fault::Fine, Fault::Stall, Fault::Stall]);
    let client = place.client_with(|settings| settings.pace.silence = Duration::from_secs(60));
    let stopped = client.pull(&place.repo, "main", &mut |now| stop(now));
    assert_eq!(stopped.unwrap_err().code, Code::Interrupted);
    assert!(place.is_empty());
    let lines = client.ledger().lines().unwrap();
    assert_eq!(lines[0].outcome, Outcome::Stopped);
    let before = lines[0].received;
    assert!(before > CHUNK);
    place.hub.take_seen();
    place.check_whole(&place.pull().unwrap().folder);
    assert_eq!(place.asked_for(), place.weights.len() as u64 - before);
}

#[test]
fn what_was_stopped_can_be_thrown_away() {
    let place = Place::new();
    place.hub.fault(
        "/_cdn/",
        [Fault::Fine, Fault::Status(403, None)]
            .into_iter()
            .chain(vec![Fault::Status(403, None); 20]),
    );
    place.pull().unwrap_err();
    let blobs = place.cache_folder().join("models--alice--small/blobs");
    assert!(std::fs::read_dir(&blobs).unwrap().count() > 0);
    place.client().discard(&place.repo).unwrap();
    let left: Vec<_> = std::fs::read_dir(&blobs).unwrap().flatten().collect();
    assert!(left.iter().all(|e| e.path().extension().is_none()), "{left:?}");
}

#[test]
fn a_damaged_file_is_fetched_once_more_and_then_refused() {
    let place = Place::new();
    place.hub.fault("/_cdn/", [Fault::Flip(100)]);
    place.check_whole(&place.pull().unwrap().folder);

    let place = Place::new();
    let chunks = place.weights.len() as u64 / CHUNK + 1;
    place.hub.fault("/_cdn/", vec![Fault::Flip(100); 100]);
    let refused = place.pull().unwrap_err();
    assert_eq!(refused.code, Code::BadFile, "{refused}");
    assert!(place.is_empty());
    let asked = place.hub.take_seen().iter().filter(|s| s.path.contains("/_cdn/")).count() as u64;
    assert_eq!(asked, 2 * chunks);
    let blobs = place.cache_folder().join("models--alice--small/blobs");
    assert!(std::fs::read_dir(blobs).unwrap().flatten().all(|e| e.path().extension().is_none()));
}

#[test]
fn a_small_file_is_checked_by_gits_hash() {
    let place = Place::new();
    place.hub.fault("config.json", vec![Fault::Flip(3); 2]);
    let refused = place.pull().unwrap_err();
    assert_eq!(refused.code, Code::BadFile, "{refused}");
    assert!(place.is_empty());
}

#[test]
fn another_length_than_announced_is_refused() {
    let place = Place::new();
    place.hub.fault("/_cdn/", vec![Fault::Shorter(5); 20]);
    let refused = place.pull().unwrap_err();
    assert_eq!(refused.code, Code::Network, "{refused}");
    assert!(refused.what.contains("length"), "{refused}");
    assert!(place.is_empty());
}

#[test]
fn a_refusal_after_yes_is_no_file() {
    let place = Place::new();
    place.hub.fault("config.json", [Fault::Status(403, None)]);
    let refused = place.pull().unwrap_err();
    assert_eq!(refused.code, Code::KeyNeeded, "{refused}");
    assert!(place.is_empty());
    // A storage address that has run out is asked for again.
    place.hub.fault("/_cdn/", [Fault::Fine, Fault::Fine, Fault::Status(403, None)]);
    place.check_whole(&place.pull().unwrap().folder);
}

#[test]
fn a_busy_hub_is_waited_for_as_long_as_it_asks() {
    let place = Place::new();
    let burst = [
        Fault::Status(429, Some("0.2")),
        Fault::Status(503, None),
        Fault::Status(500, Some("0")),
        Fault::Fine,
        Fault::Status(502, None),
    ];
    place.hub.fault("/api/models", burst[..3].to_vec());
    place.hub.fault("/_cdn/", burst.to_vec());
    place.check_whole(&place.pull().unwrap().folder);

    let place = Place::new();
    place.hub.fault("/api/models", [Fault::Status(429, Some("300"))]);
    let refused = place.pull().unwrap_err();
    assert_eq!(refused.code, Code::Network);
    assert!(refused.advice.unwrap().contains("5 minutes"));
    place.hub.fault("/api/models", vec![Fault::Status(503, None); 4]);
    assert_eq!(place.pull().unwrap_err().code, Code::Network);
}

#[test]
fn silence_ends_and_the_fetch_goes_on() {
    // In the tests sooner than with a person in front of it.
    assert_eq!(Pace::default().silence, Duration::from_secs(60));
    let place = Place::new();
    place.hub.fault("/_cdn/", [Fault::Stall]);
    place.check_whole(&place.pull().unwrap().folder);
    assert!(place.asked_for() < place.weights.len() as u64 + CHUNK);
}

#[test]
fn a_storage_without_ranges_sends_the_file_in_one_piece() {
    let place = Place::new();
    place.hub.fault("/_cdn/", vec![Fault::NoRange; 20]);
    place.check_whole(&place.pull().unwrap().folder);
}

#[test]
fn the_access_key_is_shown_to_the_hub_alone() {
    let place = Place::new();
    place.hub.repos().model(MODEL).private = true;
    let missing = place.pull().unwrap_err();
    assert_eq!(missing.code, Code::NotFound, "{missing}");
    let client = place.client_with(|settings| settings.key = Key::new(KEY));
    let pulled = client.pull(&place.repo, "main", &mut |_| Ok(())).unwrap();
    place.check_whole(&pulled.folder);
    let seen = place.hub.take_seen();
    let (storage, hub): (Vec<_>, Vec<_>) = seen.iter().partition(|s| s.host.starts_with("127."));
    assert!(!storage.is_empty() && storage.iter().all(|s| s.authorization.is_none()));
    assert!(hub.iter().any(|s| s.authorization.is_some()));
}

#[test]
fn gated_renamed_and_missing_models_are_told_apart() {
    let place = Place::new();
    place.hub.repos().model(MODEL).gated = true;
    let gated = place.pull().unwrap_err();
    assert_eq!(gated.code, Code::KeyNeeded);
    assert!(gated.what.contains("licence"), "{gated}");
    place.hub.repos().model(MODEL).gated = false;
    place.hub.repos().rename(MODEL, "alice/grown");
    let pulled = place.pull().unwrap();
    assert_eq!(pulled.renamed.as_deref(), Some("alice/grown"));
    place.check_whole(&pulled.folder);
    let none = Repo::parse("alice/none").unwrap();
    let missing = place.client().pull(&none, "main", &mut |_| Ok(())).unwrap_err();
    assert_eq!(missing.code, Code::NotFound, "{missing}");
    let revision = place.client().pull(&place.repo, "v9", &mut |_| Ok(())).unwrap_err();
    assert_eq!(revision.code, Code::NotFound, "{revision}");
}

#[test]
fn a_commit_is_pinned() {
    let place = Place::new();
    let first = place.pull().unwrap().commit;
    place.hub.repos().add(MODEL, &[("model.safetensors", bytes(90, 9))]);
    let old = place.client().pull(&place.repo, &first, &mut |_| Ok(())).unwrap();
    place.check_whole(&old.folder);
    let new = place.pull().unwrap();
    assert_ne!(new.commit, first);
    assert_eq!(std::fs::read(new.folder.join("model.safetensors")).unwrap(), bytes(90, 9));
    assert_eq!(place.client().cache().find(&place.repo, "main").unwrap().commit, new.commit);
}

#[test]
fn pickles_are_refused_and_a_safe_copy_is_named() {
    let place = Place::new();
    let weights = ("pytorch_model.bin", bytes(100, 3));
    place.hub.repos().add("bob/small", &[("config.json", b"{}".to_vec()), weights]);
    let repo = Repo::parse("bob/small").unwrap();
    let refused = place.client().pull(&repo, "main", &mut |_| Ok(())).unwrap_err();
    assert_eq!(refused.code, Code::BadModel);
    assert!(refused.advice.unwrap().contains(MODEL));
    assert!(!place.hub.take_seen().iter().any(|s| s.path.contains("/resolve/")));
}

#[test]
fn a_full_disk_is_known_before_anything_is_fetched() {
    let place = Place::new();
    let client = place.client_with(|settings| settings.room = Some(64 << 20));
    let full = client.pull(&place.repo, "main", &mut |_| Ok(())).unwrap_err();
    assert_eq!(full.code, Code::DiskFull);
    assert!(
        !place.hub.take_seen().iter().any(|s| s.method == "GET" && s.path.contains("/resolve/"))
    );
    assert!(place.is_empty());
}

/// Where the next test finds its own disk, once it runs in a namespace that has one.
#[cfg(target_os = "linux")]
const DISK: &str = "ATTUNE_TEST_DISK";

/// Runs one test of this program with a disk of 64 KB for itself; says whether this computer allows it.
#[cfg(target_os = "linux")]
fn on_a_small_disk(test: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=64k tmpfs \"$0\" || exit 77; exec \"$1\" --exact \"$2\"";
    let mut command = std::process::Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
    command.arg(folder.path()).arg(std::env::current_exe().unwrap()).arg(test);
    let Ok(output) = command.env(DISK, folder.path()).output() else { return false };
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(77) || said.contains("unshare") {
        return false;
    }
    assert!(output.status.success(), "{}{said}", String::from_utf8_lossy(&output.stdout));
    true
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_up_meanwhile_keeps_what_has_arrived() {
    let Ok(disk) = std::env::var(DISK) else {
        if !on_a_small_disk("a_disk_that_fills_up_meanwhile_keeps_what_has_arrived") {
            println!("left out: this computer allows no disk of one's own");
        }
        return;
    };
    let place = Place::new();
    // The disk looked large enough when it was asked.
    let client = place.client_with(|settings| {
        settings.cache = PathBuf::from(&disk);
        settings.room = Some(u64::MAX);
    });
    let full = client.pull(&place.repo, "main", &mut |_| Ok(())).unwrap_err();
    assert_eq!(full.code, Code::DiskFull, "{full}");
    assert!(client.cache().find(&place.repo, "main").is_none());
    place.hub.take_seen();
    let mut mount = std::process::Command::new("mount");
    assert!(mount.args(["-o", "remount,size=4m", &disk]).status().unwrap().success());
    let pulled = client.pull(&place.repo, "main", &mut |_| Ok(())).unwrap();
    assert_eq!(std::fs::read(pulled.folder.join("model.safetensors")).unwrap(), place.weights);
    assert!(place.asked_for() < place.weights.len() as u64, "nothing was kept");
}

#[test]
fn never_online_means_no_connection() {
    let place = Place::new();
    for why in [Offline::Lock, Offline::Environment] {
        let client = place.client_with(|settings| {
            settings.offline = Some(why);
            settings.key = Key::new(KEY);
        });
        let results = [
            client.pull(&place.repo, "main", &mut |_| Ok(())).map(|_| ()),
            client.search(&Query { words: "small".into(), ..Query::default() }).map(|_| ()),
            client.model(&place.repo, "main").map(|_| ()),
            client.whoami().map(|_| ()),
        ];
        for result in results {
            assert_eq!(result.unwrap_err().code, Code::Offline);
        }
        assert!(client.ledger().lines().unwrap().is_empty());
    }
    assert!(place.hub.take_seen().is_empty());
}

#[test]
fn a_search_says_what_a_person_chooses_by() {
    let place = Place::new();
    place.hub.repos().model(MODEL).tags = vec!["bert".into(), "en".into(), "license:mit".into()];
    let query = Query { words: "SMALL".into(), tags: vec!["en".into()], limit: 5 };
    let found = place.client().search(&query).unwrap();
    assert_eq!(found.len(), 1);
    let model = &found[0];
    assert_eq!((model.id.as_str(), model.family.as_deref()), (MODEL, Some("bert")));
    assert_eq!((model.licence.as_deref(), model.safetensors), (Some("mit"), Some(true)));
    assert_eq!(model.languages, ["en"]);
    let query = Query { tags: vec!["de".into()], ..query };
    assert!(place.client().search(&query).unwrap().is_empty());
    let unreachable = place.client_with(|s| s.endpoint = "http://localhost:9".parse().unwrap());
    assert_eq!(unreachable.search(&query).unwrap_err().code, Code::Network);
}

#[test]
fn a_card_is_read_alone_and_stands_in_the_ledger() {
    let place = Place::new();
    let client = place.client();
    assert_eq!(client.card(&place.repo, "main").unwrap(), "# A card");
    let seen = place.hub.take_seen();
    let asked: Vec<&str> = seen.iter().map(|seen| seen.path.as_str()).collect();
    assert_eq!(asked, ["/alice/small/resolve/main/README.md"]);
    let line = &client.ledger().lines().unwrap()[0];
    assert_eq!((line.what.as_str(), line.outcome), ("the card of alice/small", Outcome::Done));
    assert_eq!(line.received, 8);
    // Another model's is cut where it is endless, and none is said to be none.
    place.hub.repos().add("alice/long", &[("README.md", vec![b'a'; 900_000])]);
    let long = client.card(&Repo::parse("alice/long").unwrap(), "main").unwrap();
    assert_eq!(long.len(), 512 << 10);
    place.hub.repos().add("alice/mute", &[("config.json", b"{}".to_vec())]);
    let none = client.card(&Repo::parse("alice/mute").unwrap(), "main").unwrap_err();
    assert_eq!(none.code, Code::NotFound);
    let locked = place.client_with(|settings| settings.offline = Some(Offline::Lock));
    assert_eq!(locked.card(&place.repo, "main").unwrap_err().code, Code::Offline);
}

#[test]
fn a_blob_that_was_damaged_later_is_found_out() {
    let place = Place::new();
    let pulled = place.pull().unwrap();
    let file = pulled.folder.join("model.safetensors").canonicalize().unwrap();
    let mut damaged = place.weights.clone();
    damaged[7] ^= 1;
    std::fs::write(&file, &damaged).unwrap();
    let located = place.client().cache().find(&place.repo, "main").unwrap();
    assert_eq!(located.check().unwrap_err().code, Code::BadModel);
    let mended = place.pull().unwrap();
    place.check_whole(&mended.folder);
    assert_eq!(mended.files.iter().filter(|file| file.fetched).count(), 1);
}

#[test]
fn what_another_program_fetched_is_used() {
    let place = Place::new();
    let commit = place.pull().unwrap().commit;
    let folder = place.cache_folder().join("models--alice--small");
    // Python leaves no list of its own.
    std::fs::remove_dir_all(folder.join(".attune")).unwrap();
    let located = place.client().cache().find(&place.repo, "main").unwrap();
    assert_eq!(located.commit, commit);
    located.check().unwrap();
    assert_eq!(place.client().cache().models().len(), 1);
    // Without links there is no hash beside the file: it is looked at, then the hub says what is right.
    let file = folder.join("snapshots").join(&commit).join("model.safetensors");
    let blob = file.canonicalize().unwrap();
    std::fs::remove_file(&file).unwrap();
    std::fs::rename(&blob, &file).unwrap();
    assert_eq!(located.check().unwrap_err().code, Code::BadModel);
    let pulled = place.pull().unwrap();
    assert!(pulled.files.iter().all(|file| !file.fetched));
    place.check_whole(&pulled.folder);
}
