//! The real window and a hub of our own: search, a card, fetching with a pause, a model behind a licence,
//! publishing, and the lock. Nothing is mocked.
//!
//! Runs when ATTUNE_WINDOW_TESTS=1, as `./dev test` sets it.
#![cfg(target_os = "linux")]
// One window at a time: each test holds its turn to its end, on a runtime of its own thread.
#![allow(clippy::await_holding_lock)]

use attune_tests::hub::{Fault, KEY, Seen, TestHub};
use attune_tests::person::{Person, SOON, TRAINED, turn};
use attune_tests::root;
use fantoccini::Locator;
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

const BASE: &str = "alice/base";
const CARD: &str = "---\nlicense: apache-2.0\n---\n# Base\n\nReads **short** texts; see \
                    [the paper](https://papers.example/base).\n\n\
                    ![chart](http://localhost:1/spy.png)\n\n<img src='http://localhost:1/spy.png'>\n\n\
                    <script>document.title = 'taken over'</script>\n";

/// A hub with the built-in model under another name.
fn hub() -> TestHub {
    let hub = TestHub::start();
    let file = |name: &str| std::fs::read(root().join("assets/starter").join(name)).unwrap();
    let names = ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"];
    let mut files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, file(name))).collect();
    files.push(("README.md", CARD.into()));
    hub.repos().add(BASE, &files);
    hub.repos().model(BASE).tags = vec!["license:apache-2.0".into(), "en".into()];
    hub
}

/// In front of the Setup step of a sample, with the hub in the environment.
async fn at_setup(prefix: &'static str, hub: &TestHub) -> Person {
    let person = in_reach_of(prefix, hub).await;
    person.click("sample-pharmacy").await;
    person.see("start").await;
    person.click("step-setup").await;
    person.see("model-starter").await;
    person
}

async fn in_reach_of(prefix: &'static str, hub: &TestHub) -> Person {
    Person::with_world(prefix, vec![("HF_ENDPOINT".into(), hub.url())]).await
}

async fn write(person: &Person, testid: &str, words: &str) {
    person.see(testid).await;
    let field = person.page.find(Locator::Css(&Person::css(testid))).await.expect("the field");
    field.clear().await.expect("an empty field");
    field.send_keys(words).await.expect("typing");
}

async fn search(person: &Person, words: &str) {
    write(person, "find-words", words).await;
    person.click("find-models").await;
    person.see(&format!("found-{BASE}")).await;
}

/// Files below a folder whose bytes hold `needle`.
fn holding(folder: &Path, needle: &[u8]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            found.extend(holding(&path, needle));
        } else if std::fs::read(&path)
            .is_ok_and(|bytes| bytes.windows(needle.len()).any(|window| window == needle))
        {
            found.push(path);
        }
    }
    found
}

fn paths(seen: &[Seen]) -> Vec<&str> {
    seen.iter().map(|seen| seen.path.as_str()).collect()
}

#[tokio::test]
async fn a_model_is_searched_read_about_paused_and_fetched() {
    let Some(_turn) = turn() else { return };
    let hub = hub();
    let mut person = at_setup("hub", &hub).await;
    // What is recommended shows before anyone was asked, with what it would take.
    person.see("recommended").await;
    let fit = "fit-sentence-transformers/all-MiniLM-L12-v2";
    person.wait(fit, "data-fit", SOON, |fit| !fit.is_empty()).await;
    person.shot("recommended").await;
    assert!(hub.take_seen().is_empty());

    search(&person, "base").await;
    person.shot("found").await;
    let seen = hub.take_seen();
    assert!(paths(&seen).iter().all(|path| path.starts_with("/api/models?")), "{seen:?}");

    // The card is text, whatever its maker wrote into it.
    person.click(&format!("card-{BASE}")).await;
    let card = person.wait("card-text", "text", SOON, |text| text.contains("short")).await;
    assert!(card.contains("https://papers.example/base") && !card.contains("spy"), "{card}");
    person.shot("card").await;
    let inside = "return document.querySelectorAll(\
                  '[data-testid=model-card] img, [data-testid=model-card] a, [data-testid=model-card] script').length";
    assert_eq!(person.run_script(inside).await, json!(0));
    assert_ne!(person.run_script("return document.title").await, json!("taken over"));
    assert_eq!(paths(&hub.take_seen()), [format!("/{BASE}/resolve/main/README.md")]);
    person.click("dialog-close").await;

    // Paused while the hub is slow; what has arrived is not asked for again.
    hub.fault("/_cdn/", [Fault::Fine, Fault::Fine].into_iter().chain(vec![Fault::Stall; 4]));
    let get = format!("get-{BASE}");
    person.click(&get).await;
    let mut seen = Vec::new();
    let start = Instant::now();
    while ranges(&seen) < 6 {
        assert!(start.elapsed() < SOON, "not all was asked for: {seen:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
        seen.extend(hub.take_seen());
    }
    person.click("pause-fetch").await;
    person.wait(&get, "text", SOON, |text| text.contains("Go on")).await;
    person.shot("paused").await;
    assert!(person.read(&format!("model-{BASE}"), "text").await.is_none());
    person.click(&get).await;
    person.wait(&format!("model-{BASE}"), "text", SOON * 2, |text| text.contains("base")).await;
    person.shot("fetched").await;
    let size = std::fs::metadata(root().join("assets/starter/model.safetensors")).unwrap().len();
    let after = fetched(&hub.take_seen());
    // Two whole ranges had arrived, and half of each of the others.
    assert!(after < size * 2 / 3, "{after} of {size} asked for once more");

    // Behind the shield stands what crossed the network.
    person.click("tool-settings").await;
    person.click("page-network").await;
    let ledger = person.wait("ledger", "text", SOON, |text| text.contains("safetensors")).await;
    for line in ["Searched for “base”", "the card of alice/base", "model.safetensors of alice/base"]
    {
        assert!(ledger.contains(line), "{line} is not in {ledger}");
    }
    person.shot("ledger").await;
}

fn ranges(seen: &[Seen]) -> usize {
    seen.iter().filter(|seen| seen.path.contains("/_cdn/")).count()
}

/// Bytes of large files that were asked for.
fn fetched(seen: &[Seen]) -> u64 {
    let length = |range: &str| -> Option<u64> {
        let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
        Some(to.parse::<u64>().ok()? + 1 - from.parse::<u64>().ok()?)
    };
    seen.iter()
        .filter(|s| s.path.contains("/_cdn/"))
        .filter_map(|s| length(s.range.as_deref()?))
        .sum()
}

#[tokio::test]
async fn a_model_behind_a_licence_says_what_to_do_and_the_key_stays_nowhere() {
    let Some(_turn) = turn() else { return };
    let hub = hub();
    hub.repos().model(BASE).gated = true;
    let mut person = at_setup("gated", &hub).await;
    search(&person, "base").await;
    let get = format!("get-{BASE}");
    person.wait(&get, "text", SOON, |text| text.contains("Add access key")).await;
    hub.take_seen();
    person.click(&get).await;
    let dialog = person.see("key-dialog").await;
    assert!(dialog.contains("accept a licence") && dialog.contains(&hub.url()), "{dialog}");
    person.shot("explained").await;
    assert!(hub.take_seen().is_empty());

    write(&person, "key-input", "hf_wrong").await;
    person.click("key-check").await;
    person.wait("key-problem", "text", SOON, |text| text.contains("does not know")).await;
    person.shot("wrong-key").await;
    write(&person, "key-input", KEY).await;
    person.click("key-check").await;
    person.wait(&format!("model-{BASE}"), "text", SOON * 2, |text| text.contains("base")).await;
    person.shot("opened").await;

    let seen = hub.take_seen();
    assert!(ranges(&seen) > 0);
    let storage = |seen: &&Seen| seen.path.contains("/_cdn/");
    assert!(seen.iter().filter(storage).all(|seen| seen.authorization.is_none()));
    let found = holding(person.home.path(), KEY.as_bytes());
    assert!(found.is_empty(), "the access key is in {found:?}");
}

#[tokio::test]
async fn a_run_is_published_private_from_the_window() {
    let Some(_turn) = turn() else { return };
    let hub = hub();
    let mut person = in_reach_of("publish", &hub).await;
    person.click("sample-pharmacy").await;
    person.click("method-head").await;
    person.click("preset-quick").await;
    person.click("start").await;
    person.wait("run-state", "data-state", TRAINED, |state| state == "finished").await;
    person.click("step-share").await;
    person.click("page-publish").await;
    assert!(hub.take_seen().is_empty());

    person.click("publish-add-key").await;
    write(&person, "key-input", KEY).await;
    person.click("key-check").await;
    person.wait("publish-state", "text", SOON * 2, |text| text.contains("is available")).await;
    person.wait("publish-files", "text", SOON, |text| text.contains("MB")).await;
    // A driver does not see words that are clipped.
    let listed = "return document.querySelector(\"[data-testid='publish-files']\").textContent";
    let listed = person.run_script(listed).await.to_string();
    for name in ["model.safetensors", "README.md", "config.json"] {
        assert!(listed.contains(name), "{name} is not in {listed}");
    }
    person.shot("ready").await;
    assert!(hub.take_seen().iter().all(|seen| seen.method == "GET"));
    person.click("publish").await;
    let done =
        person.wait("published", "text", SOON * 2, |text| text.contains("It is on the hub")).await;
    assert!(done.contains("Only this account"), "{done}");
    person.shot("published").await;

    let repos = hub.repos();
    let model = repos.get("alice/pharmacy-messages").expect("the published model");
    assert!(model.private && model.file("model.safetensors").is_some());
    let card = String::from_utf8_lossy(model.file("README.md").expect("a card")).into_owned();
    assert!(card.contains("base_model"), "{card}");
    // The rows stay here.
    let rows =
        std::fs::read_to_string(root().join("assets/samples/pharmacy-messages.csv")).unwrap();
    let row = rows.lines().nth(1).and_then(|line| line.get(..30)).expect("a row");
    for file in model.files() {
        let contents = model.file(file).unwrap_or_default();
        assert!(!contents.windows(row.len()).any(|part| part == row.as_bytes()), "{file}");
    }
}

#[tokio::test]
async fn never_online_means_that_nobody_is_asked() {
    let Some(_turn) = turn() else { return };
    let hub = hub();
    let mut person = at_setup("locked", &hub).await;
    person.click("tool-settings").await;
    person.click("page-network").await;
    person.click("set-lock").await;
    person.click("dialog-close").await;
    person.wait("barred", "text", SOON, |text| text.contains("never goes online")).await;
    person.wait("shield", "text", SOON, |text| text.contains("never goes online")).await;
    assert!(person.read("find-words", "value").await.is_none());
    person.shot("setup").await;
    // Nor does the program itself, whatever the page would ask of it.
    for (name, args) in [
        (
            "search_models",
            json!({ "query": { "words": "base", "language": null, "licence": null } }),
        ),
        ("fetch_model", json!({ "repo": BASE, "job": null })),
        ("model_card", json!({ "repo": BASE })),
        ("set_access_key", json!({ "key": KEY })),
        ("check_name", json!({ "repo": "alice/x" })),
    ] {
        let answer = person.invoke("call", json!({ "name": name, "args": args })).await;
        assert_eq!(answer["error"]["code"], json!("offline"), "{name}: {answer}");
    }
    // The lock is remembered.
    person.reopen().await;
    person.see("sample-pharmacy").await;
    let online = person.invoke("call", json!({ "name": "online", "args": {} })).await;
    assert_eq!(online["value"]["barred"], json!("lock"), "{online}");
    assert!(hub.take_seen().is_empty());
}
