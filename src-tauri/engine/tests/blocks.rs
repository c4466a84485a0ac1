//! Every block of `nn`: the fused interpreter against the portable one, forward and backward,
//! with every instruction set and several numbers of threads.

use attune_engine::nn::cpu::{Cpu, Isa};
use attune_engine::nn::portable::Portable;
use attune_engine::nn::{
    Activation, Adapter, AttentionSpec, Gradients, Graph, Interpreter, Linear, Noise, Packed,
    Philox, Rms, Rotary, Rows, Var, WeightId, Weights, device,
};
use std::sync::Arc;

/// Weights of random values, all of them trainable, and a batch.
struct World {
    weights: Weights,
    batch: Packed,
    next: u32,
}

const WORDS: usize = 23;

impl World {
    fn new(lengths: &[usize]) -> Self {
        let philox = Philox::new(3);
        let mut batch = Packed::default();
        for (i, &length) in lengths.iter().enumerate() {
            let word = |t: usize| philox.words([t as u32, i as u32, 7, 7])[0] % WORDS as u32;
            let ids: Vec<u32> = (0..length).map(word).collect();
            batch.push(&ids, 100 + i as u32, Some((i as u32 % 3, 1.0 + 0.5 * i as f32)));
        }
        Self { weights: Weights::default(), batch, next: 0 }
    }

    fn weight(&mut self, shape: &[usize], std: f32) -> WeightId {
        self.next += 1;
        let n = shape.iter().product();
        let values = Philox::new(17).normals(n, self.next, std);
        let id = self.weights.add(&format!("w{}", self.next), shape, values);
        self.weights.train(id);
        id
    }

    fn frozen(&mut self, shape: &[usize], std: f32) -> WeightId {
        self.next += 1;
        let n = shape.iter().product();
        let values = Philox::new(17).normals(n, self.next, std);
        self.weights.add(&format!("f{}", self.next), shape, values)
    }

    fn linear(&mut self, out: usize, inner: usize) -> Linear {
        let std = 1.0 / (inner as f32).sqrt();
        let weight = self.weight(&[out, inner], std);
        Linear { weight, bias: Some(self.weight(&[out], 0.3)) }
    }

    fn adapted(&mut self, out: usize, inner: usize, dropout: f32) -> Linear {
        let weight = self.frozen(&[out, inner], 1.0 / (inner as f32).sqrt());
        let (a, b) = (self.weight(&[3, inner], 0.4), self.weight(&[out, 3], 0.4));
        self.weights.attach(weight, Adapter { a, b, scale: 1.5, dropout });
        Linear { weight, bias: Some(self.frozen(&[out], 0.2)) }
    }
}

type Forward = Box<dyn Fn(&mut Graph) -> Var>;

/// Loss, output and gradients of a graph that ends in `forward`'s value.
struct Result {
    output: Vec<f32>,
    loss: f64,
    gradients: Vec<Option<Vec<f32>>>,
}

fn run(world: &World, forward: &Forward, interpreter: &mut dyn Interpreter) -> Result {
    let (result, again) = run_twice(world, forward, interpreter);
    assert_eq!(result.gradients, again, "two passes differ");
    result
}

/// And the gradients of one more pass.
fn run_twice(
    world: &World,
    forward: &Forward,
    interpreter: &mut dyn Interpreter,
) -> (Result, Vec<Option<Vec<f32>>>) {
    let noise = Some(Noise { seed: 77, step: 5 });
    let mut graph = Graph::new(&world.weights, &world.batch, noise);
    let output = forward(&mut graph);
    let is_loss = graph.rows(output) == 1 && graph.cols(output) == 1;
    let loss = if is_loss { output } else { graph.cross_entropy(output) };
    let values = interpreter.forward(&graph, &world.weights, &world.batch, output).unwrap();
    let mut gradients = Gradients::new(&world.weights);
    // Twice: buffers of the first pass must not shine through in the second.
    for _ in 0..2 {
        gradients.clear();
        let sum = interpreter.backward(&graph, &world.weights, &world.batch, loss, &mut gradients);
        sum.unwrap();
    }
    let mut again = Gradients::new(&world.weights);
    let sum = interpreter.backward(&graph, &world.weights, &world.batch, loss, &mut again).unwrap();
    let values_of = |gradients: &Gradients| -> Vec<_> {
        world.weights.iter().map(|(id, _)| gradients.get(id).map(<[f32]>::to_vec)).collect()
    };
    let gradients = values_of(&gradients);
    (Result { output: values, loss: sum.loss, gradients }, values_of(&again))
}

fn close(what: &str, ours: &[f32], theirs: &[f32], limit: f32) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    let scale = theirs.iter().fold(1e-3f32, |m, x| m.max(x.abs()));
    for (i, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert!((a - b).abs() <= limit * scale, "{what}[{i}]: {a}, not {b} (of {scale})");
    }
}

/// Batches whose sequences are one token, a prime number, and longer than a block of queries.
const LENGTHS: &[&[usize]] = &[&[1], &[1, 1, 1], &[5, 1, 7], &[67, 3, 130]];

/// The graphics card, where the build and the computer have one, within its rounding.
fn check_graphics(what: &str, world: &World, forward: &Forward, want: &Result) {
    let Ok(device) = device::graphics() else { return };
    let (got, _) = run_twice(world, forward, &mut Portable::on(device));
    close(&format!("{what} on the graphics card: output"), &got.output, &want.output, 1e-5);
    for (i, (a, b)) in got.gradients.iter().zip(&want.gradients).enumerate() {
        assert_eq!(a.is_some(), b.is_some(), "{what} on the graphics card: weight {i}");
        let (Some(a), Some(b)) = (a, b) else { continue };
        close(&format!("{what} on the graphics card: weight {i}"), a, b, 1e-4);
    }
}

fn check(name: &str, build: impl Fn(&mut World) -> Forward) {
    for lengths in LENGTHS {
        let mut world = World::new(lengths);
        let forward = build(&mut world);
        let want = run(&world, &forward, &mut Portable::cpu());
        for (id, weight) in world.weights.trainable() {
            let gradient = want.gradients[id.0].as_ref();
            let gradient = gradient.unwrap_or_else(|| panic!("{name}: none for {}", weight.name));
            assert!(lengths.len() == 1 || gradient.iter().any(|&g| g != 0.0), "{name}: all zero");
        }
        check_graphics(&format!("{name} {lengths:?}"), &world, &forward, &want);
        for isa in Isa::available() {
            let mut first: Option<Result> = None;
            for threads in [1, 2, 3] {
                let what = format!("{name} {lengths:?} on {isa}, {threads} threads");
                let mut cpu = Cpu::new(Isa::named(isa).unwrap(), threads, false).unwrap();
                let got = run(&world, &forward, &mut cpu);
                close(&format!("{what}: output"), &got.output, &want.output, 1e-5);
                assert!((got.loss - want.loss).abs() < 1e-5 * want.loss.abs().max(1.0), "{what}");
                for ((id, weight), (a, b)) in
                    world.weights.iter().zip(got.gradients.iter().zip(&want.gradients))
                {
                    assert_eq!(a.is_some(), b.is_some(), "{what}: who gets a gradient, {id:?}");
                    let (Some(a), Some(b)) = (a, b) else { continue };
                    close(&format!("{what}: {}", weight.name), a, b, 5e-5);
                }
                // However many threads: the same bits.
                if let Some(first) = &first {
                    assert_eq!(got.output, first.output, "{what}");
                    assert_eq!(got.gradients, first.gradients, "{what}");
                }
                first.get_or_insert(got);
            }
        }
    }
}

/// Pools a value (tokens, cols) and sorts it into three classes.
fn head(world: &mut World, cols: usize) -> impl Fn(&mut Graph, Var) -> Var + use<> {
    let linear = world.linear(3, cols);
    move |g, x| {
        let x = g.mean_pool(x);
        g.project(x, &[linear])
    }
}

fn tables(world: &mut World, cols: usize) -> (WeightId, WeightId, WeightId) {
    (
        world.weight(&[WORDS, cols], 1.0),
        world.weight(&[140, cols], 0.5),
        world.weight(&[2, cols], 0.5),
    )
}

#[test]
fn embeddings_norms_and_activations() {
    let kinds = [Activation::Gelu, Activation::GeluTanh, Activation::Silu, Activation::Tanh];
    for (kind, cols) in kinds.into_iter().zip([17, 16, 3, 35]) {
        check(&format!("{kind:?}"), move |world| {
            let (word, position, token_kind) = tables(world, cols);
            let (gain, bias) = (world.weight(&[cols], 1.0), world.weight(&[cols], 0.5));
            let (rms, shifted) = (world.weight(&[cols], 1.0), world.weight(&[cols], 0.5));
            let (up, head) = (world.linear(33, cols), head(world, 33));
            Box::new(move |g| {
                let x = g.embed(word, Some(position), Some(token_kind));
                let x = g.layer_norm(x, gain, bias, 1e-5);
                let y = g.rms_norm(x, rms, Rms { eps: 1e-5, shift: 0.0 });
                let z = g.rms_norm(x, shifted, Rms { eps: 1e-5, shift: 1.0 });
                let x = g.scale(x, 0.7);
                let x = g.add(x, y);
                let x = g.add(x, z);
                let x = g.project(x, &[up]);
                let x = g.activate(x, kind);
                head(g, x)
            })
        });
    }
}

#[test]
fn adapters_dropout_and_gates() {
    for dropout in [0.0, 0.3] {
        check(&format!("adapters, dropout {dropout}"), move |world| {
            let cols = 19;
            let word = world.weight(&[WORDS, cols], 1.0);
            let linears = [
                world.adapted(24, cols, dropout),
                world.linear(7, cols),
                world.adapted(17, cols, dropout),
            ];
            let head = head(world, 24);
            Box::new(move |g| {
                let x = g.embed(word, None, None);
                let x = g.dropout(x, dropout);
                let x = g.project(x, &linears);
                let x = g.dropout(x, dropout);
                let x = g.gate(x, Activation::Silu);
                head(g, x)
            })
        });
    }
}

/// An attention over random queries, keys and values, and what comes after it.
fn attention(name: &str, spec: AttentionSpec, size: usize, turned: bool) {
    check(name, move |world| {
        let cols = (spec.heads + 2 * spec.kv_heads) * size;
        let word = world.weight(&[WORDS, 12], 1.0);
        let qkv = world.linear(cols, 12);
        let head = world.linear(3, spec.heads * size);
        let rotary = Arc::new(Rotary::new(&vec![0.7; size / 2], 140));
        Box::new(move |g| {
            let x = g.embed(word, None, None);
            let mut x = g.project(x, &[qkv]);
            if turned {
                x = g.rotate(x, &rotary, spec.heads + spec.kv_heads);
            }
            let x = g.attention(x, spec);
            let x = match spec.rows {
                Rows::All => g.mean_pool(x),
                Rows::First => x,
            };
            let x = g.normalize(x);
            g.project(x, &[head])
        })
    });
}

#[test]
fn attention_in_all_its_forms() {
    let plain = AttentionSpec {
        heads: 3,
        kv_heads: 3,
        causal: false,
        window: None,
        rows: Rows::All,
        dropout: 0.0,
        scale: None,
    };
    attention("bidirectional", plain, 5, false);
    attention("with dropout", AttentionSpec { dropout: 0.2, ..plain }, 8, false);
    attention("first rows", AttentionSpec { rows: Rows::First, dropout: 0.1, ..plain }, 16, false);
    attention("causal", AttentionSpec { causal: true, ..plain }, 4, false);
    attention("scaled", AttentionSpec { scale: Some(0.9), ..plain }, 6, false);
    let grouped = AttentionSpec { heads: 6, kv_heads: 2, causal: true, ..plain };
    attention("grouped and turned", grouped, 6, true);
    attention("window", AttentionSpec { window: Some(9), ..plain }, 7, false);
    attention("causal window", AttentionSpec { window: Some(4), causal: true, ..plain }, 8, true);
}

#[test]
fn a_vocabulary_tied_to_the_embedding() {
    for frozen in [false, true] {
        check(&format!("vocabulary, frozen {frozen}"), move |world| {
            let batch = &mut world.batch;
            // More rows than are taken at a time.
            batch.label_rows = (0..batch.tokens() as u32).collect();
            batch.labels = batch.label_rows.iter().map(|r| (r * 5) % WORDS as u32).collect();
            batch.loss_weights = batch.label_rows.iter().map(|r| 0.5 + (r % 3) as f32).collect();
            let word = match frozen {
                false => world.weight(&[WORDS, 21], 1.0),
                true => world.frozen(&[WORDS, 21], 1.0),
            };
            let inner = world.linear(21, 21);
            Box::new(move |g| {
                let x = g.embed(word, None, None);
                let y = g.project(x, &[inner]);
                let x = g.add(x, y);
                let x = g.select_labelled(x);
                g.vocabulary_loss(x, word)
            })
        });
    }
}

#[test]
fn nothing_is_computed_below_the_lowest_trainable_weight() {
    let mut world = World::new(&[4, 9]);
    let word = world.frozen(&[WORDS, 8], 1.0);
    let below = Linear { weight: world.frozen(&[8, 8], 0.3), bias: None };
    let head = head(&mut world, 8);
    let forward: Forward = Box::new(move |g| {
        let x = g.embed(word, None, None);
        let x = g.project(x, &[below]);
        head(g, x)
    });
    let mut cpu = Cpu::new(Isa::named("auto").unwrap(), 2, false).unwrap();
    let got = run(&world, &forward, &mut cpu);
    assert!(got.gradients[word.0].is_none() && got.gradients[below.weight.0].is_none());
    assert_eq!(got.gradients.iter().flatten().count(), 2);
}

#[test]
fn tokens_and_places_beyond_the_tables_are_refused() {
    use attune_engine::error::Code;
    let mut world = World::new(&[4, 9]);
    let word = world.weight(&[WORDS, 8], 1.0);
    let position = world.weight(&[9, 8], 1.0);
    let head = head(&mut world, 8);
    let mut cpu = Cpu::new(Isa::named("auto").unwrap(), 2, false).unwrap();
    let mut ends = |batch: &Packed| {
        let mut graph = Graph::new(&world.weights, batch, None);
        let x = graph.embed(word, Some(position), None);
        let out = head(&mut graph, x);
        cpu.forward(&graph, &world.weights, batch, out).map_err(|e| e.code)
    };
    assert!(ends(&world.batch).is_ok());
    let mut unknown = world.batch.clone();
    unknown.ids[5] = WORDS as u32;
    assert_eq!(ends(&unknown), Err(Code::BadModel));
    let mut long = world.batch.clone();
    long.push(&[1; 10], 7, Some((0, 1.0)));
    assert_eq!(ends(&long), Err(Code::BadModel));
    let mut empty = world.batch.clone();
    empty.push(&[], 7, Some((0, 1.0)));
    assert_eq!(ends(&empty), Err(Code::Internal));
}

#[test]
fn a_loss_over_labels_that_may_all_hold() {
    check("binary cross-entropy", |world| {
        let targets = |i: usize| f32::from(u8::from(i * i % 3 == 1));
        world.batch.targets = (0..3 * world.batch.sequences()).map(targets).collect();
        let word = world.weight(&[WORDS, 8], 2.0);
        let head = head(world, 8);
        Box::new(move |g| {
            let x = g.embed(word, None, None);
            let logits = head(g, x);
            g.binary_cross_entropy(logits)
        })
    });
}

#[test]
fn a_loss_over_smoothed_labels() {
    check("smoothed cross-entropy", |world| {
        let word = world.weight(&[WORDS, 8], 2.0);
        let head = head(world, 8);
        Box::new(move |g| {
            let x = g.embed(word, None, None);
            let logits = head(g, x);
            g.smoothed_cross_entropy(logits, 0.1)
        })
    });
}

/// `cross_entropy(z, [2, 0], label_smoothing=0.1, reduction="sum")` of PyTorch 2 and its gradient,
/// with z = [[1, 2, 3], [0, -1, 0.5]].
#[test]
fn smoothed_labels_as_pytorch_has_them() {
    let mut world = World::new(&[1, 1]);
    world.batch.ids = vec![0, 1];
    world.batch.labels = vec![2, 0];
    world.batch.loss_weights = vec![1.0, 1.0];
    let word = world.weight(&[2, 3], 1.0);
    world.weights.values_mut(word).copy_from_slice(&[1.0, 2.0, 3.0, 0.0, -1.0, 0.5]);
    let forward: Forward = Box::new(move |g| {
        let x = g.embed(word, None, None);
        let logits = g.mean_pool(x);
        g.smoothed_cross_entropy(logits, 0.1)
    });
    let wanted =
        [0.056_697_246, 0.211_395_16, -0.268_092_33, -0.601_834_4, 0.088_618_29, 0.513_216];
    let mut cpu = Cpu::new(Isa::named("auto").unwrap(), 1, false).unwrap();
    for interpreter in [&mut cpu as &mut dyn Interpreter, &mut Portable::cpu()] {
        let got = run(&world, &forward, interpreter);
        assert!((got.loss - 1.628_403_187).abs() < 1e-6, "{}", got.loss);
        let gradient = got.gradients[word.0].as_ref().unwrap();
        assert!(gradient.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-6), "{gradient:?}");
    }
}

#[test]
fn numbers_that_are_none_are_seen_in_the_loss() {
    let mut world = World::new(&[4, 9]);
    let word = world.weight(&[WORDS, 8], 1.0);
    world.weights.values_mut(word)[3] = f32::NAN;
    let id = world.batch.ids[0] as usize;
    world.weights.values_mut(word)[id * 8] = f32::NAN;
    let (gain, bias) = (world.weight(&[8], 1.0), world.weight(&[8], 0.5));
    let head = head(&mut world, 8);
    let mut cpu = Cpu::new(Isa::named("auto").unwrap(), 2, false).unwrap();
    let mut graph = Graph::new(&world.weights, &world.batch, None);
    let x = graph.embed(word, None, None);
    let x = graph.layer_norm(x, gain, bias, 1e-5);
    let x = graph.activate(x, Activation::Gelu);
    let logits = head(&mut graph, x);
    let loss = graph.cross_entropy(logits);
    let mut gradients = Gradients::new(&world.weights);
    let sum = cpu.backward(&graph, &world.weights, &world.batch, loss, &mut gradients).unwrap();
    assert!(!sum.loss.is_finite());
}
