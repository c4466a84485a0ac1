//! Answers against transformers: `tests/generate/make_greedy.py` made the values.

use attune_engine::Code;
use attune_engine::generate::{End, Freedom, Read, Speaker, Talk};
use attune_engine::model::LanguageModel;
use attune_engine::nn::cpu::{Cpu, Isa};
use attune_engine::nn::{Adapter, Weights};
use attune_engine::task::Message;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/generate")
}

fn expected(model: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder().join("greedy.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    all[model].as_array().unwrap().clone()
}

fn speaker(folder: &Path) -> Speaker {
    Speaker::open(folder, cpu(), |_, _| Ok(())).unwrap()
}

fn cpu() -> Cpu {
    Cpu::new(Isa::detect().unwrap(), 2, false).unwrap()
}

fn ids(value: &Value) -> Vec<u32> {
    value.as_array().unwrap().iter().map(|id| id.as_u64().unwrap() as u32).collect()
}

/// The expected ids without the token that ends an answer, which ours leaves out.
fn written(value: &Value, ends: &[u32]) -> Vec<u32> {
    ids(value).into_iter().take_while(|id| !ends.contains(id)).collect()
}

fn greedy_as_transformers(speaker: &mut Speaker, cases: &[Value], longest: usize, ends: &[u32]) {
    for case in cases {
        let question = case["question"].as_str().unwrap();
        let prompt = speaker.prompt(&[Message::new("user", question)]).unwrap();
        assert_eq!(prompt, ids(&case["prompt"]), "{question}");
        for (name, penalty) in [("answer", 1.0), ("penalised", 1.3)] {
            let freedom = Freedom { repetition_penalty: penalty, ..Freedom::greedy(longest) };
            let mut heard = String::new();
            let mut hear = |piece: &str| {
                heard.push_str(piece);
                true
            };
            let (answer, _) = speaker
                .answer(prompt.clone(), &freedom, false, Read::default(), &mut hear)
                .unwrap();
            assert_eq!(answer.tokens, written(&case[name], ends), "{name}: {question}");
            assert_eq!(heard, answer.text);
            if penalty == 1.0 {
                assert_eq!(answer.text, case["text"].as_str().unwrap(), "{question}");
            }
            let whole = answer.tokens.len() == longest;
            assert_eq!(answer.end, Some(if whole { End::Full } else { End::Said }));
        }
    }
}

#[test]
fn a_small_llama_writes_what_transformers_writes() {
    let mut speaker = speaker(&folder().join("tiny"));
    greedy_as_transformers(&mut speaker, &expected("tiny"), 40, &[4]);
}

/// Real weights; they are not part of the repository.
#[test]
fn smollm2_writes_what_transformers_writes() {
    let home = std::env::var("HOME").unwrap_or_default();
    let cache = std::env::var("ATTUNE_CACHE").unwrap_or(format!("{home}/.cache/attune"));
    let model = PathBuf::from(cache).join("models/smollm2-135m");
    if !model.join("model.safetensors").is_file() {
        println!("SmolLM2 is not in {}: left out", model.display());
        return;
    }
    let mut speaker = speaker(&model);
    greedy_as_transformers(&mut speaker, &expected("smollm2"), 48, &[2]);
}

/// Reads the prompt and the answer so far anew for every token.
fn uncached(speaker: &mut Speaker, prompt: &[u32], count: usize) -> Vec<u32> {
    let mut ids = prompt.to_vec();
    for _ in 0..count {
        let one = Freedom::greedy(1);
        let read = Read::default();
        let (answer, _) = speaker.answer(ids.clone(), &one, false, read, &mut |_| true).unwrap();
        ids.extend(answer.tokens);
    }
    ids[prompt.len()..].to_vec()
}

#[test]
fn with_and_without_cache_and_many_at_once_give_the_same() {
    let mut speaker = speaker(&folder().join("tiny"));
    let cases = expected("tiny");
    let prompts: Vec<Vec<u32>> = cases.iter().map(|case| ids(&case["prompt"])).collect();
    for (case, prompt) in cases.iter().zip(&prompts) {
        assert_eq!(uncached(&mut speaker, prompt, 12), ids(&case["answer"])[..12]);
    }
    // More prompts than are answered at a time, of different lengths, ending at different times.
    let many: Vec<Vec<u32>> = (0..20).map(|i| prompts[i % 5][i / 5..].to_vec()).collect();
    let freedom = Freedom { max_tokens: 15, seed: 4, ..Freedom::default() };
    let mut together = vec![None; many.len()];
    let mut keep = |i: usize, answer| {
        together[i] = Some(answer);
        true
    };
    speaker.answer_all(&many, &freedom, false, &mut keep).unwrap();
    for (prompt, together) in many.into_iter().zip(together) {
        let (alone, _) =
            speaker.answer(prompt, &freedom, false, Read::default(), &mut |_| true).unwrap();
        assert_eq!(Some(alone), together);
    }
}

#[test]
fn a_conversation_goes_on_from_what_was_read() {
    let mut speaker = speaker(&folder().join("tiny"));
    let prompt = ids(&expected("tiny")[1]["prompt"]);
    let freedom = Freedom::greedy(20);
    let (first, read) =
        speaker.answer(prompt.clone(), &freedom, false, Read::default(), &mut |_| true).unwrap();
    let next = [prompt, first.tokens.clone(), vec![4, 30, 40, 50]].concat();
    let (anew, _) =
        speaker.answer(next.clone(), &freedom, false, Read::default(), &mut |_| true).unwrap();
    let (on, read) = speaker.answer(next.clone(), &freedom, false, read, &mut |_| true).unwrap();
    assert_eq!(on, anew);
    // And back to an earlier place, as when a question is put again.
    let (again, _) =
        speaker.answer(next[..30].to_vec(), &freedom, false, read, &mut |_| true).unwrap();
    let (fresh, _) = speaker
        .answer(next[..30].to_vec(), &freedom, false, Read::default(), &mut |_| true)
        .unwrap();
    assert_eq!(again, fresh);
}

/// Adapters on all matrices of the attention.
fn with_adapters() -> Speaker {
    let attach = |weights: &mut Weights, _: &dyn LanguageModel| {
        let matrices: Vec<_> = weights
            .iter()
            .filter(|(_, w)| w.name.contains("self_attn"))
            .map(|(id, w)| (id, w.shape.clone(), w.name.clone()))
            .collect();
        let values =
            |n: usize, s: usize| (0..n).map(|i| ((i * 37 + s) % 19) as f32 / 60.0).collect();
        for (id, shape, name) in matrices {
            let (out, inner) = (shape[0], shape[1]);
            let a = weights.add(&format!("{name}.a"), &[4, inner], values(4 * inner, id.0));
            let b = weights.add(&format!("{name}.b"), &[out, 4], values(4 * out, id.0 + 7));
            weights.attach(id, Adapter { a, b, scale: 1.0, dropout: 0.1 });
        }
        Ok(())
    };
    Speaker::open(&folder().join("tiny"), cpu(), attach).unwrap()
}

#[test]
fn before_and_after_share_the_weights_and_differ_only_in_the_adapter() {
    let mut tuned = with_adapters();
    assert!(tuned.has_adapters() && !speaker(&folder().join("tiny")).has_adapters());
    let case = &expected("tiny")[0];
    let freedom = Freedom::greedy(30);
    let begin = |tuned: &Speaker, bare| {
        tuned.begin(ids(&case["prompt"]), &freedom, bare, Read::default()).unwrap()
    };
    let (mut before, mut after) = (begin(&tuned, true), begin(&tuned, false));
    // In turns, as the two sides of a chat are.
    while before.end().is_none() || after.end().is_none() {
        tuned.step(&mut [&mut before]).unwrap();
        tuned.step(&mut [&mut after]).unwrap();
    }
    assert_eq!(before.tokens(), &ids(&case["answer"])[..30]);
    assert_ne!(after.tokens(), before.tokens());
}

#[test]
fn an_answer_ends_at_the_context_and_a_longer_question_is_told() {
    let mut speaker = speaker(&folder().join("tiny"));
    let prompt: Vec<u32> = (20..140).collect();
    let (answer, _) = speaker
        .answer(prompt.clone(), &Freedom::greedy(500), false, Read::default(), &mut |_| true)
        .unwrap();
    assert_eq!((answer.tokens.len(), answer.end), (8, Some(End::Full)));
    let long = [prompt, vec![30; 8]].concat();
    let error = speaker.begin(long, &Freedom::greedy(5), false, Read::default()).err().unwrap();
    assert_eq!(error.code, Code::BadData);
    assert!(error.what.contains("128 tokens"), "{}", error.what);
}

#[test]
fn a_stopped_answer_keeps_what_was_said_and_frees_its_memory() {
    let mut speaker = speaker(&folder().join("tiny"));
    let prompt = ids(&expected("tiny")[0]["prompt"]);
    let freedom = Freedom::greedy(40);
    let mut pieces = 0;
    let mut five = |_: &str| {
        pieces += 1;
        pieces < 5
    };
    let (answer, read) =
        speaker.answer(prompt.clone(), &freedom, false, Read::default(), &mut five).unwrap();
    assert_eq!((answer.tokens.len(), answer.end), (5, None));
    // Two layers, keys and values of two heads of eight, for the prompt and what was fed after it.
    let read_tokens = prompt.len() + 4;
    assert!(read.bytes() >= read_tokens * 2 * 2 * 16 * 4);
    let talk: Talk = speaker.begin(prompt.clone(), &freedom, false, read).unwrap();
    assert!(talk.bytes() > 0);
    drop(talk);
    let mut done = 0;
    let mut two = |_, _| {
        done += 1;
        done < 2
    };
    speaker.answer_all(&vec![prompt; 12], &freedom, false, &mut two).unwrap();
    assert_eq!(done, 2);
}

#[test]
fn the_seed_decides_what_is_drawn() {
    let mut speaker = speaker(&folder().join("tiny"));
    let prompt = ids(&expected("tiny")[2]["prompt"]);
    let mut drawn = |seed, temperature| {
        let freedom = Freedom { max_tokens: 20, seed, temperature, ..Freedom::default() };
        speaker.answer(prompt.clone(), &freedom, false, Read::default(), &mut |_| true).unwrap().0
    };
    assert_eq!(drawn(1, 1.5), drawn(1, 1.5));
    assert_ne!(drawn(1, 1.5), drawn(2, 1.5));
    assert_eq!(drawn(1, 0.0), drawn(2, 0.0));
}
