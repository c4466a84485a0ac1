//! A hub with one model, and a computer that fetches from it.

use attune_engine::error::Result;
use attune_hub::{Cache, Hub, Pace, Pulled, Repo, Settings};
use attune_tests::hub::TestHub;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

pub const CHUNK: u64 = 16 << 10;
pub const MODEL: &str = "alice/small";

/// Contents that differ from place to place.
pub fn bytes(size: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..size).map(next).collect()
}

pub struct Place {
    pub hub: TestHub,
    pub folder: TempDir,
    pub weights: Vec<u8>,
    pub repo: Repo,
}

impl Place {
    /// A hub with one model whose weights have a size that no chunk divides.
    pub fn new() -> Self {
        let hub = TestHub::start();
        let weights = bytes(5 * CHUNK as usize + 777, 1);
        hub.repos().add(
            MODEL,
            &[
                ("config.json", br#"{"model_type":"bert"}"#.to_vec()),
                ("tokenizer.json", b"{}".to_vec()),
                ("model.safetensors", weights.clone()),
                ("pytorch_model.bin", bytes(100, 2)),
                ("README.md", b"# A card".to_vec()),
            ],
        );
        let folder = tempfile::tempdir().unwrap();
        Self { hub, folder, weights, repo: Repo::parse(MODEL).unwrap() }
    }

    pub fn settings(&self) -> Settings {
        Settings {
            endpoint: self.hub.url().parse().unwrap(),
            key: None,
            cache: self.cache_folder(),
            ledger: self.folder.path().join("data/network.jsonl"),
            offline: None,
            pace: Pace {
                chunk: CHUNK,
                connections: 2,
                silence: Duration::from_millis(400),
                tries: 4,
                wait: Duration::from_millis(1),
                longest_wait: Duration::from_secs(2),
            },
            room: None,
        }
    }

    pub fn cache_folder(&self) -> PathBuf {
        self.folder.path().join("hub")
    }

    pub fn client(&self) -> Hub {
        Hub::new(self.settings()).unwrap()
    }

    pub fn client_with(&self, change: impl FnOnce(&mut Settings)) -> Hub {
        let mut settings = self.settings();
        change(&mut settings);
        Hub::new(settings).unwrap()
    }

    pub fn pull(&self) -> Result<Pulled> {
        self.client().pull(&self.repo, "main", &mut |_| Ok(()))
    }

    /// Nothing is there for anyone to open.
    pub fn is_empty(&self) -> bool {
        let snapshots = self.cache_folder().join("models--alice--small/snapshots");
        Cache::new(self.cache_folder()).find(&self.repo, "main").is_none() && !snapshots.exists()
    }

    pub fn check_whole(&self, folder: &Path) {
        assert_eq!(std::fs::read(folder.join("model.safetensors")).unwrap(), self.weights);
        Cache::new(self.cache_folder()).find(&self.repo, "main").unwrap().check().unwrap();
        let blobs = self.cache_folder().join("models--alice--small/blobs");
        let left = std::fs::read_dir(blobs).unwrap().flatten();
        let left: Vec<_> = left.filter(|e| e.path().extension().is_some()).collect();
        assert!(left.is_empty(), "{left:?}");
    }

    /// Bytes of the weights that were asked for, all ranges added up.
    pub fn asked_for(&self) -> u64 {
        let length = |range: &str| -> Option<u64> {
            let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
            Some(to.parse::<u64>().ok()? + 1 - from.parse::<u64>().ok()?)
        };
        let seen = self.hub.take_seen();
        let data = seen.iter().filter(|s| s.method == "GET" && s.path.contains("/_cdn/"));
        data.filter_map(|seen| length(seen.range.as_deref()?)).sum()
    }
}
