//! Weights in a fixed order, each with its role. A method changes weights, never models.

use crate::error::{Code, Error, IoContext, Result};
use half::{bf16, f16};
use memmap2::Mmap;
use safetensors::{Dtype, SafeTensors};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WeightId(pub usize);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Frozen,
    Trainable,
}

/// A low-rank adapter beside a frozen matrix `W` (out, in): `y = x Wᵀ + scale · drop(x) Aᵀ Bᵀ`
/// with `A` (rank, in) and `B` (out, rank). Hu et al. 2021, arXiv:2106.09685.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adapter {
    pub a: WeightId,
    pub b: WeightId,
    /// alpha / rank
    pub scale: f32,
    pub dropout: f32,
}

#[derive(Debug, Clone)]
enum Data {
    /// A tensor of a memory-mapped safetensors file, converted when read.
    Mapped {
        file: Arc<Mmap>,
        range: Range<usize>,
        dtype: Dtype,
    },
    Owned(Vec<f32>),
    /// Not there: only name and shape are known. Reads as zeros.
    Sketched,
}

#[derive(Debug, Clone)]
pub struct Weight {
    /// The name Hugging Face's checkpoints use.
    pub name: String,
    pub shape: Vec<usize>,
    pub role: Role,
    pub adapter: Option<Adapter>,
    data: Data,
    /// The checkpoint holds it as (in, out); here it is (out, in) all the same.
    transposed: bool,
    /// Rises with every change, so that copies on a device know when they are stale.
    version: u64,
}

impl Weight {
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    pub fn version(&self) -> u64 {
        self.version
    }
    /// Whether the checkpoint holds the matrix the other way round.
    pub fn is_transposed(&self) -> bool {
        self.transposed
    }
    pub fn is_trainable(&self) -> bool {
        self.role == Role::Trainable
    }
    /// Bytes it takes beside the mapped file.
    pub fn owned_bytes(&self) -> usize {
        match &self.data {
            Data::Mapped { .. } => 0,
            Data::Owned(v) => v.len() * 4,
            // What it would be: in a file while it is frozen.
            Data::Sketched if self.is_trainable() => self.len() * 4,
            Data::Sketched => 0,
        }
    }
    /// Tells the system that a mapped tensor will not be read again soon, so that its pages need
    /// not stay in memory. It can still be read.
    pub fn rest(&self) {
        #[cfg(unix)]
        if let Data::Mapped { file, range, .. } = &self.data {
            // SAFETY: the map is private to reading and never written, so pages that are dropped
            // come back from the file as they were.
            let advice = unsafe {
                file.unchecked_advise_range(
                    memmap2::UncheckedAdvice::DontNeed,
                    range.start,
                    range.len(),
                )
            };
            // Without it more memory is taken, and nothing else changes.
            drop(advice);
        }
    }

    pub fn values(&self) -> Cow<'_, [f32]> {
        match &self.data {
            Data::Owned(v) => Cow::Borrowed(v),
            Data::Sketched => Cow::Owned(vec![0.0; self.len()]),
            Data::Mapped { .. } if self.transposed => {
                let mut values = vec![0.0; self.len()];
                self.read(0, &mut values);
                Cow::Owned(values)
            }
            Data::Mapped { file, range, dtype } => Cow::Owned(to_f32(&file[range.clone()], *dtype)),
        }
    }
}

impl Weight {
    /// The values from position `from` on, as many as `out` holds; a mapped file is read there
    /// only. What lies beyond the end is left as it is.
    pub fn read(&self, from: usize, out: &mut [f32]) {
        let end = (from + out.len()).min(self.len());
        let count = end.saturating_sub(from);
        match &self.data {
            Data::Owned(v) => out[..count].copy_from_slice(&v[from.min(end)..end]),
            Data::Sketched => out[..count].fill(0.0),
            Data::Mapped { file, range, dtype } => {
                let size = range.len() / self.len().max(1);
                if self.transposed {
                    let (outs, inner) = (self.shape[0], self.shape[1].max(1));
                    for (at, value) in (from..end).zip(out) {
                        let stored = (at % inner) * outs + at / inner;
                        let start = range.start + stored * size;
                        *value = one_f32(&file[start..start + size], *dtype);
                    }
                    return;
                }
                let bytes = &file[range.start + from.min(end) * size..range.start + end * size];
                for (value, bytes) in out.iter_mut().zip(bytes.chunks_exact(size.max(1))) {
                    *value = one_f32(bytes, *dtype);
                }
            }
        }
    }
}

fn one_f32(b: &[u8], dtype: Dtype) -> f32 {
    match (dtype, b) {
        (Dtype::F16, &[a, b]) => f16::from_le_bytes([a, b]).to_f32(),
        (Dtype::BF16, &[a, b]) => bf16::from_le_bytes([a, b]).to_f32(),
        (_, &[a, b, c, d]) => f32::from_le_bytes([a, b, c, d]),
        _ => 0.0,
    }
}

/// Little-endian bytes of a tensor as f32; other types were refused on opening.
fn to_f32(bytes: &[u8], dtype: Dtype) -> Vec<f32> {
    match dtype {
        Dtype::F16 => {
            bytes.chunks_exact(2).map(|b| f16::from_le_bytes([b[0], b[1]]).to_f32()).collect()
        }
        Dtype::BF16 => {
            bytes.chunks_exact(2).map(|b| bf16::from_le_bytes([b[0], b[1]]).to_f32()).collect()
        }
        _ => bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
    }
}

/// A file's bytes, read where they lie.
pub(crate) fn map(path: &Path) -> Result<Mmap> {
    let file = File::open(path).at_path(path)?;
    // SAFETY: the map is only read, through bounds-checked slices. A file that another program
    // shortens meanwhile would raise SIGBUS; model files are written by rename and never changed
    // in place.
    unsafe { Mmap::map(&file) }.at_path(path)
}

type NameAndShape = (String, Vec<usize>);

/// All weights of a model, ordered as they were added.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    list: Vec<Weight>,
    by_name: HashMap<String, WeightId>,
    /// In a sketch: what was asked for by name and shape, and is not in the list yet.
    asked: Option<Arc<Mutex<Vec<NameAndShape>>>>,
}

impl Weights {
    /// Weights that are whatever a model asks for while it is built: their names and shapes, no
    /// values. [`Weights::settle`] ends that.
    pub fn sketch() -> Self {
        Self { asked: Some(Arc::default()), ..Self::default() }
    }

    /// From here on only what was asked for is there.
    pub fn settle(&mut self) {
        let Some(asked) = self.asked.take() else { return };
        let asked = std::mem::take(&mut *asked.lock().unwrap_or_else(PoisonError::into_inner));
        for (name, shape) in asked {
            self.insert(Weight {
                name,
                shape,
                role: Role::Frozen,
                adapter: None,
                data: Data::Sketched,
                transposed: false,
                version: 0,
            });
        }
    }

    /// The place that a weight of a sketch will have.
    fn ask(&self, name: &str, shape: &[usize]) -> Option<WeightId> {
        let mut asked = self.asked.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        let place = asked.iter().position(|(other, _)| other == name).unwrap_or(asked.len());
        if place == asked.len() {
            asked.push((name.into(), shape.to_vec()));
        }
        Some(WeightId(self.list.len() + place))
    }

    /// Adds a weight, or replaces the one of the same name.
    pub fn add(&mut self, name: &str, shape: &[usize], values: Vec<f32>) -> WeightId {
        debug_assert_eq!(shape.iter().product::<usize>(), values.len());
        self.insert(Weight {
            name: name.into(),
            shape: shape.to_vec(),
            role: Role::Frozen,
            adapter: None,
            data: Data::Owned(values),
            transposed: false,
            version: 0,
        })
    }

    fn insert(&mut self, weight: Weight) -> WeightId {
        if let Some(&id) = self.by_name.get(&weight.name) {
            self.list[id.0] = weight;
            return id;
        }
        let id = WeightId(self.list.len());
        self.by_name.insert(weight.name.clone(), id);
        self.list.push(weight);
        id
    }

    pub fn find(&self, name: &str) -> Option<WeightId> {
        self.by_name.get(name).copied()
    }

    /// The weight of that name and shape, or an error that says what is wrong with the model.
    pub fn expect(&self, name: &str, shape: &[usize]) -> Result<WeightId> {
        let Some(id) = self.find(name) else {
            if let Some(id) = self.ask(name, shape) {
                return Ok(id);
            }
            return Err(Error::new(Code::BadModel, format!("The model has no tensor '{name}'"))
                .advice("The model folder is incomplete; fetch it again or choose another"));
        };
        if self[id].shape != shape {
            return Err(Error::new(
                Code::BadModel,
                format!(
                    "The tensor '{name}' has the shape {:?} instead of {shape:?}",
                    self[id].shape
                ),
            )
            .advice("config.json and the weights do not belong together"));
        }
        Ok(id)
    }

    pub fn iter(&self) -> impl Iterator<Item = (WeightId, &Weight)> {
        self.list.iter().enumerate().map(|(i, w)| (WeightId(i), w))
    }

    pub fn trainable(&self) -> impl Iterator<Item = (WeightId, &Weight)> {
        self.iter().filter(|(_, w)| w.is_trainable())
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    /// Number of single values, all or trainable ones.
    pub fn count(&self, trainable_only: bool) -> u64 {
        let counted = self.list.iter().filter(|w| !trainable_only || w.is_trainable());
        counted.map(|w| w.len() as u64).sum()
    }

    /// Makes a weight trainable: its values are copied out of the mapped file.
    pub fn train(&mut self, id: WeightId) {
        let weight = &mut self.list[id.0];
        weight.role = Role::Trainable;
        if matches!(weight.data, Data::Mapped { .. }) {
            let values = weight.values().into_owned();
            weight.rest();
            weight.data = Data::Owned(values);
        }
    }

    pub fn attach(&mut self, id: WeightId, adapter: Adapter) {
        self.list[id.0].adapter = Some(adapter);
    }

    /// The values of a weight, to be changed in place.
    pub fn values_mut(&mut self, id: WeightId) -> &mut [f32] {
        let weight = &mut self.list[id.0];
        weight.version += 1;
        if !matches!(weight.data, Data::Owned(_)) {
            weight.data = Data::Owned(weight.values().into_owned());
        }
        match &mut weight.data {
            Data::Owned(v) => v,
            Data::Mapped { .. } | Data::Sketched => &mut [],
        }
    }

    /// Maps a safetensors file and adds its floating-point tensors under `rename(name)`; names
    /// for which that is `None`, and integer tensors, are left out.
    pub fn map_file(&mut self, path: &Path, rename: impl Fn(&str) -> Option<String>) -> Result<()> {
        self.map_file_turned(path, rename, |_| false)
    }

    /// The same; matrices whose new name is `turned` lie in the file as (in, out).
    pub fn map_file_turned(
        &mut self,
        path: &Path,
        rename: impl Fn(&str) -> Option<String>,
        turned: impl Fn(&str) -> bool,
    ) -> Result<()> {
        let map = Arc::new(map(path)?);
        let bad = |e: &dyn std::fmt::Display| {
            Error::new(Code::BadModel, "The weights can't be read as safetensors")
                .at(path.display().to_string())
                .advice("The file is damaged or incomplete; fetch the model again")
                .source(e)
        };
        let (_, meta) = SafeTensors::read_metadata(&map).map_err(|e| bad(&e))?;
        let tensors = SafeTensors::deserialize(&map).map_err(|e| bad(&e))?;
        let mut names: Vec<String> = meta.tensors().keys().cloned().collect();
        names.sort();
        for name in names {
            let Some(new_name) = rename(&name) else { continue };
            let view = tensors.tensor(&name).map_err(|e| bad(&e))?;
            if !matches!(view.dtype(), Dtype::F32 | Dtype::F16 | Dtype::BF16) {
                continue;
            }
            let start = view.data().as_ptr() as usize - map.as_ptr() as usize;
            let transposed = view.shape().len() == 2 && turned(&new_name);
            let mut shape = view.shape().to_vec();
            if transposed {
                shape.reverse();
            }
            self.insert(Weight {
                name: new_name,
                shape,
                role: Role::Frozen,
                adapter: None,
                data: Data::Mapped {
                    file: map.clone(),
                    range: start..start + view.data().len(),
                    dtype: view.dtype(),
                },
                transposed,
                version: 0,
            });
        }
        Ok(())
    }

    /// Reads the values of tensors that exist here from a safetensors file, shapes checked.
    pub fn load_values(&mut self, path: &Path) -> Result<()> {
        let mut from = Weights::default();
        from.map_file(path, |n| Some(n.into()))?;
        for weight in &from.list {
            let id = self.expect(&weight.name, &weight.shape)?;
            self.values_mut(id).copy_from_slice(&weight.values());
        }
        Ok(())
    }

    /// Keeps only the weights for which `keep` says so. Ids change: call it before a model is
    /// built on them.
    pub fn retain(&mut self, keep: impl Fn(&Weight) -> bool) {
        self.list.retain(keep);
        self.by_name =
            self.list.iter().enumerate().map(|(i, w)| (w.name.clone(), WeightId(i))).collect();
    }
}

impl std::ops::Index<WeightId> for Weights {
    type Output = Weight;
    fn index(&self, id: WeightId) -> &Weight {
        &self.list[id.0]
    }
}
