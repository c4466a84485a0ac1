//! Checkpoints at optimiser steps: weights, moments and the state of the loop, each written whole
//! before `state.json` makes them count.

use super::optim::AdamW;
use crate::batch::Sampler;
use crate::error::{Code, Error, IoContext, Result};
use crate::nn::{WeightId, Weights};
use crate::store::{AtomicFile, sha256_file, sync_folder, write_atomic};
use safetensors::tensor::{Dtype, Metadata, TensorInfo};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The training loop between two steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct State {
    pub step: u64,
    pub sampler: Sampler,
    pub best_f1: f64,
    pub best_loss: f64,
    /// See [`Version::calibrated`](super::choose::Version).
    #[serde(default = "worst")]
    pub best_calibrated: f64,
    pub best_step: u64,
    /// Validation rows that the best version gets wrong, ascending.
    #[serde(default)]
    pub best_wrong: Vec<u32>,
    /// Checks since the best one.
    pub stale: usize,
    /// SHA-256 of the weights.
    pub sha256: String,
}

fn worst() -> f64 {
    f64::MAX
}

fn folder_of(run: &Path, step: u64) -> PathBuf {
    run.join("checkpoints").join(format!("step-{step:08}"))
}

/// Writes the trainable weights to a safetensors file.
pub(super) fn write_trainable(weights: &Weights, path: &Path) -> Result<()> {
    let list: Vec<_> = weights
        .trainable()
        .map(|(_, w)| (w.name.as_str(), w.shape.clone(), bytes(w.values())))
        .collect();
    write_tensors(&list, path)
}

/// Little-endian bytes; on today's processors the values themselves.
fn bytes(values: Cow<[f32]>) -> Cow<[u8]> {
    match values {
        Cow::Borrowed(v) if cfg!(target_endian = "little") => {
            Cow::Borrowed(bytemuck::cast_slice(v))
        }
        v => Cow::Owned(v.iter().flat_map(|v| v.to_le_bytes()).collect()),
    }
}

/// Bytes between two reports of what was written.
const PIECE: usize = 4 << 20;

/// Writes f32 tensors straight from memory: a copy of everything could be more than there is room
/// for. The crate's own writer renames a file that was never flushed to the disk, so only the
/// header is left to it.
pub(crate) fn write_tensors<B: AsRef<[u8]>>(
    list: &[(&str, Vec<usize>, B)],
    path: &Path,
) -> Result<()> {
    write_tensors_watched(list, path, &mut |_| Ok(()))
}

/// The same. `written` hears how many bytes each piece had, and may call it off: nothing is left
/// at the place then.
pub(crate) fn write_tensors_watched<B: AsRef<[u8]>>(
    list: &[(&str, Vec<usize>, B)],
    path: &Path,
    written: &mut dyn FnMut(usize) -> Result<()>,
) -> Result<()> {
    for (name, shape, data) in list {
        if data.as_ref().len() != 4 * shape.iter().product::<usize>() {
            return Err(unwritten(name));
        }
    }
    let (header, _) = header(list.iter().map(|(name, shape, _)| (*name, shape.as_slice())))?;
    let mut file = AtomicFile::create(path)?;
    file.write_all(&(header.len() as u64).to_le_bytes()).at_path(path)?;
    file.write_all(&header).at_path(path)?;
    for (.., data) in list {
        for piece in data.as_ref().chunks(PIECE) {
            file.write_all(piece).at_path(path)?;
            written(piece.len())?;
        }
    }
    file.commit()
}

fn unwritten(why: &dyn std::fmt::Display) -> Error {
    Error::internal("Tensors can't be written").source(why)
}

/// What stands before the values of f32 tensors, and how many bytes those take.
fn header<'a>(list: impl Iterator<Item = (&'a str, &'a [usize])>) -> Result<(Vec<u8>, usize)> {
    let mut end = 0;
    let mut infos = Vec::new();
    for (name, shape) in list {
        let start = end;
        end += 4 * shape.iter().product::<usize>();
        let info =
            TensorInfo { dtype: Dtype::F32, shape: shape.to_vec(), data_offsets: (start, end) };
        infos.push((name.to_string(), info));
    }
    let format = std::collections::HashMap::from([("format".to_string(), "pt".to_string())]);
    let header = Metadata::new(Some(format), infos).map_err(|e| unwritten(&e))?;
    let mut header = serde_json::to_vec(&header).map_err(|e| unwritten(&e))?;
    // The values begin at a multiple of 8 bytes; the format pads with spaces.
    header.resize(header.len().next_multiple_of(8), b' ');
    Ok((header, end))
}

/// How large the file is that `write_tensors` makes of tensors with these names and shapes.
pub(crate) fn tensors_size<'a>(list: impl Iterator<Item = (&'a str, &'a [usize])>) -> Result<u64> {
    let (header, values) = header(list)?;
    Ok((8 + header.len() + values) as u64)
}

/// Saves a checkpoint and prunes older ones: the last two stay (the best lies in `best/`).
pub(super) fn save(
    run: &Path,
    weights: &Weights,
    optimiser: &AdamW,
    state: &mut State,
) -> Result<()> {
    let folder = folder_of(run, state.step);
    std::fs::create_dir_all(&folder).at_path(&folder)?;
    let saved = write_into(&folder, weights, optimiser, state);
    if saved.is_err() {
        // Half a checkpoint only takes space on a disk that may be full.
        let _ = std::fs::remove_dir_all(&folder);
        return saved;
    }
    sync_folder(&run.join("checkpoints"))?;
    let all = list(run)?;
    for step in all.iter().rev().skip(2) {
        let old = folder_of(run, *step);
        std::fs::remove_dir_all(&old).at_path(&old)?;
    }
    Ok(())
}

fn write_into(folder: &Path, weights: &Weights, optim: &AdamW, state: &mut State) -> Result<()> {
    let path = folder.join("weights.safetensors");
    write_trainable(weights, &path)?;
    state.sha256 = sha256_file(&path)?;
    for (file, second) in [("moment1.safetensors", false), ("moment2.safetensors", true)] {
        let list: Vec<_> = optim
            .moments
            .iter()
            .map(|m| {
                let weight = &weights[m.id];
                let values = if second { &m.v } else { &m.m };
                (weight.name.as_str(), weight.shape.clone(), bytes(Cow::Borrowed(values)))
            })
            .collect();
        write_tensors(&list, &folder.join(file))?;
    }
    let json = serde_json::to_string(state).map_err(|e| Error::internal("JSON").source(e))?;
    write_atomic(&folder.join("state.json"), json.as_bytes())
}

/// Steps of the whole checkpoints, rising.
fn list(run: &Path) -> Result<Vec<u64>> {
    let folder = run.join("checkpoints");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut steps = Vec::new();
    for entry in std::fs::read_dir(&folder).at_path(&folder)?.flatten() {
        let name = entry.file_name();
        let step = name.to_str().and_then(|n| n.strip_prefix("step-")).and_then(|n| n.parse().ok());
        if let Some(step) = step.filter(|_| entry.path().join("state.json").is_file()) {
            steps.push(step);
        }
    }
    steps.sort_unstable();
    Ok(steps)
}

/// The newest checkpoint that is whole, loaded into weights and optimiser.
pub(super) fn load_newest(
    run: &Path,
    weights: &mut Weights,
    optimiser: &mut AdamW,
) -> Result<Option<State>> {
    for step in list(run)?.into_iter().rev() {
        match load(&folder_of(run, step), weights, optimiser) {
            Ok(state) => return Ok(Some(state)),
            // A damaged checkpoint is passed over for the one before.
            Err(e) if matches!(e.code, Code::BadFile | Code::BadModel | Code::NotFound) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(None)
}

fn load(folder: &Path, weights: &mut Weights, optimiser: &mut AdamW) -> Result<State> {
    let path = folder.join("state.json");
    let text = std::fs::read_to_string(&path).at_path(&path)?;
    let damaged =
        || Error::new(Code::BadFile, "A checkpoint is damaged").at(folder.display().to_string());
    let state: State = serde_json::from_str(&text).map_err(|_| damaged())?;
    let file = folder.join("weights.safetensors");
    if sha256_file(&file)? != state.sha256 {
        return Err(damaged());
    }
    for (file, second) in [("moment1.safetensors", false), ("moment2.safetensors", true)] {
        let mut from = Weights::default();
        from.map_file(&folder.join(file), |n| Some(n.into()))?;
        for moments in &mut optimiser.moments {
            let weight = &weights[moments.id];
            let found: WeightId = from.expect(&weight.name, &weight.shape)?;
            let target = if second { &mut moments.v } else { &mut moments.m };
            target.copy_from_slice(&from[found].values());
        }
    }
    weights.load_values(&file)?;
    optimiser.step = state.step;
    Ok(state)
}
