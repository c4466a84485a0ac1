//! What labelling with suggestions is worth, measured with the engine's own code on data whose
//! labels are known: `cargo run --example label_measure -- FOLDER`, where FOLDER
//! holds banking77_train.csv and banking77_test.csv. Prints what README.md beside this file keeps.

use attune_engine::data::{ReadOptions, Record, Table};
use attune_engine::embed;
use attune_engine::nn::Philox;
use attune_engine::suggest::{Ask, Guesser, Pool, ask_next, described, forecast};
use attune_tests::root;
use std::path::Path;

const SEEDS: u64 = 20;

/// Texts as vectors, and what they are.
struct Rows {
    vectors: Vec<f32>,
    labels: Vec<u32>,
}

struct Data {
    names: Vec<String>,
    name_vectors: Vec<f32>,
    hidden: usize,
    train: Rows,
    test: Rows,
}

fn read(path: &Path, text: &str, label: &str) -> Vec<(String, String)> {
    let table = Table::open(path, &ReadOptions::default()).expect("a table");
    let place = |name: &str| table.column(name).expect("a column");
    let (text, label) = (place(text), place(label));
    let mut rows = Vec::new();
    table
        .read(&mut |record: Record| {
            let cells = record.cells.expect("a row that can be read");
            rows.push((cells[text].clone(), cells[label].trim().to_owned()));
            Ok(true)
        })
        .expect("rows");
    rows
}

fn embed(texts: &[&str]) -> embed::Embeddings {
    let starter = root().join("assets/starter");
    let cache = std::env::temp_dir().join("attune-label-measure");
    embed::embed(&starter, Some(&cache), texts, &mut |_, _| true).expect("vectors")
}

impl Data {
    fn of(train: &[(String, String)], test: &[(String, String)]) -> Self {
        let mut names: Vec<String> = train.iter().map(|row| row.1.clone()).collect();
        names.sort();
        names.dedup();
        let rows = |from: &[(String, String)]| {
            let texts: Vec<&str> = from.iter().map(|row| &*row.0).collect();
            let place = |label: &String| names.iter().position(|n| n == label).expect("known");
            Rows {
                vectors: embed(&texts).values,
                labels: from.iter().map(|row| place(&row.1) as u32).collect(),
            }
        };
        let (train, test) = (rows(train), rows(test));
        // As a person would write them.
        let plain: Vec<String> = names.iter().map(|name| described(name, None)).collect();
        let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
        let read = embed(&plain);
        Self { name_vectors: read.values, hidden: read.hidden, names, train, test }
    }

    /// Only some of the categories.
    fn only(&self, keep: &[usize]) -> Data {
        let rows = |from: &Rows| {
            let mut rows = Rows { vectors: Vec::new(), labels: Vec::new() };
            for (vector, label) in from.vectors.chunks_exact(self.hidden).zip(&from.labels) {
                if let Some(place) = keep.iter().position(|k| *k == *label as usize) {
                    rows.vectors.extend(vector);
                    rows.labels.push(place as u32);
                }
            }
            rows
        };
        let name = |k: &usize| &self.name_vectors[k * self.hidden..][..self.hidden];
        Data {
            names: keep.iter().map(|k| self.names[*k].clone()).collect(),
            name_vectors: keep.iter().flat_map(name).copied().collect(),
            hidden: self.hidden,
            train: rows(&self.train),
            test: rows(&self.test),
        }
    }

    fn pool<'a>(&'a self, labels: &'a [Option<u32>]) -> Pool<'a> {
        Pool { rows: &self.train.vectors, names: &self.name_vectors, hidden: self.hidden, labels }
    }

    fn accuracy(&self, guesser: &Guesser, rows: &Rows, which: impl Fn(usize) -> bool) -> f64 {
        let (mut right, mut all) = (0, 0);
        for (row, vector) in rows.vectors.chunks_exact(self.hidden).enumerate() {
            if which(row) {
                all += 1;
                let guess = guesser.guess(vector);
                let said = (0..guess.len()).max_by(|a, b| guess[*a].total_cmp(&guess[*b]));
                right += usize::from(said == Some(rows.labels[row] as usize));
            }
        }
        right as f64 / all as f64
    }
}

/// A person who labels, and what is known after every round.
struct Labelling<'a> {
    data: &'a Data,
    labels: Vec<Option<u32>>,
    recent: Vec<usize>,
    seed: u64,
    by_chance: bool,
}

impl<'a> Labelling<'a> {
    fn new(data: &'a Data, seed: u64, by_chance: bool) -> Self {
        let labels = vec![None; data.train.labels.len()];
        Self { data, labels, recent: Vec::new(), seed, by_chance }
    }

    /// Labels up to `count` rows in all; the head learns as often as it does in the window.
    fn label(&mut self, count: usize) {
        while self.recent.len() < count {
            let done = self.recent.len();
            let round = if done < 20 { 5 } else { 20 };
            let round = round.min(count - done);
            let rows = if self.by_chance { self.chance(round) } else { self.ask(round) };
            for row in rows {
                self.labels[row] = Some(self.data.train.labels[row]);
                self.recent.push(row);
            }
        }
    }

    fn chance(&self, count: usize) -> Vec<usize> {
        let order = Philox::new(self.seed).permutation(self.labels.len(), 5);
        order[self.recent.len()..][..count].to_vec()
    }

    fn ask(&self, count: usize) -> Vec<usize> {
        let pool = self.data.pool(&self.labels);
        let guesser = Guesser::fit(&pool);
        let waiting: Vec<usize> =
            (0..self.labels.len()).filter(|row| self.labels[*row].is_none()).collect();
        let guesses: Vec<_> = waiting.iter().map(|row| guesser.guess(pool.row(*row))).collect();
        let ask = Ask {
            waiting: &waiting,
            recent: &self.recent,
            asked: self.recent.len(),
            count,
            seed: self.seed,
        };
        ask_next(&pool, &guesses, &ask).into_iter().map(|pick| pick.row).collect()
    }

    fn guesser(&self) -> Guesser {
        Guesser::fit(&self.data.pool(&self.labels))
    }

    fn on_test(&self) -> f64 {
        self.data.accuracy(&self.guesser(), &self.data.test, |_| true)
    }

    /// How often suggestions are right on rows that wait.
    fn on_waiting(&self) -> f64 {
        let waiting = |row: usize| self.labels[row].is_none();
        self.data.accuracy(&self.guesser(), &self.data.train, waiting)
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn spread(values: &[f64]) -> String {
    let low = values.iter().copied().fold(1.0, f64::min);
    let high = values.iter().copied().fold(0.0, f64::max);
    format!("{:.1} ({:.1} to {:.1})", 100.0 * mean(values), 100.0 * low, 100.0 * high)
}

fn curve(title: &str, data: &Data, sizes: &[usize], goal: usize, seeds: u64) {
    println!(
        "\n{title}: {} categories, {} rows to label, {} to test, mean of {seeds} seeds",
        data.names.len(),
        data.train.labels.len(),
        data.test.labels.len()
    );
    println!("| labels | by chance | least sure first |\n|---|---|---|");
    let mut of_goal = f64::NAN;
    let mut table: Vec<(usize, Vec<f64>, Vec<f64>)> = Vec::new();
    let mut runs: Vec<_> = (0..seeds)
        .map(|s| (Labelling::new(data, s, true), Labelling::new(data, s, false)))
        .collect();
    for &size in sizes {
        let (mut chance, mut asked) = (Vec::new(), Vec::new());
        for (a, b) in &mut runs {
            a.label(size);
            b.label(size);
            chance.push(a.on_test());
            asked.push(b.on_test());
        }
        println!("| {size} | {} | {} |", spread(&chance), spread(&asked));
        if size == goal {
            of_goal = mean(&chance);
        }
        table.push((size, chance, asked));
    }
    let reached = table.iter().find(|(_, _, asked)| mean(asked) >= of_goal);
    match reached {
        Some((size, ..)) => println!("What {goal} labels by chance give is reached with {size}."),
        None => println!("What {goal} labels by chance give is not reached."),
    }
}

fn suggestions(title: &str, data: &Data, seeds: u64, categories: usize) {
    let mut rows: Vec<(usize, Vec<f64>)> = [0, 10, 20, 40].map(|n| (n, Vec::new())).into();
    for seed in 0..seeds {
        let order = Philox::new(seed).permutation(data.names.len(), 3);
        let some = data.only(&order[..categories]);
        let mut labelling = Labelling::new(&some, seed, false);
        for (size, right) in &mut rows {
            labelling.label(*size);
            right.push(labelling.on_waiting());
        }
    }
    let told = |(n, right): &(usize, Vec<f64>)| format!("{n} labels {}", spread(right));
    let told: Vec<String> = rows.iter().map(told).collect();
    println!("| {title} | {} |", told.join(" | "));
}

/// What the forecast said against what came.
fn forecasts(title: &str, data: &Data, sizes: &[usize], seeds: u64) {
    for &size in sizes {
        let (mut said, mut came, mut enough) = (Vec::new(), Vec::new(), 0);
        for seed in 0..seeds {
            let mut labelling = Labelling::new(data, seed, false);
            labelling.label(size);
            let Some(forecast) = forecast(&data.pool(&labelling.labels), seed) else { continue };
            let before = labelling.on_test();
            labelling.label(2 * size);
            said.push(forecast.gain);
            came.push(labelling.on_test() - before);
            enough += usize::from(forecast.enough);
        }
        println!(
            "| {title} | {size} | {:.1} | {:.1} | {enough} of {} |",
            100.0 * mean(&said),
            100.0 * mean(&came),
            said.len()
        );
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().expect("the folder with the BANKING77 files");
    let parts: Vec<String> = args.collect();
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|p| p == part);
    let folder = Path::new(&folder);
    let banking = |name: &str| read(&folder.join(name), "text", "category");
    let all = Data::of(&banking("banking77_train.csv"), &banking("banking77_test.csv"));
    let ten: Vec<usize> = (0..10).collect();
    let ten = all.only(&ten);
    let sample = |file: &str, text: &str, label: &str| {
        let rows = read(&root().join("assets/samples").join(file), text, label);
        let order = Philox::new(1).permutation(rows.len(), 9);
        let part = |from: &[usize]| from.iter().map(|i| rows[*i].clone()).collect::<Vec<_>>();
        let cut = rows.len() / 3;
        Data::of(&part(&order[cut..]), &part(&order[..cut]))
    };
    let pharmacy = sample("pharmacy-messages.csv", "message", "category");
    let tenancy = sample("tenancy-letters.csv", "letter", "topic");
    let course = sample("course-questions.csv", "question", "kind");
    if wanted("curve") {
        let sizes = [20, 40, 60, 80, 90, 100, 120, 160, 200];
        curve("BANKING77, first ten", &ten, &sizes, 200, SEEDS);
    }
    if wanted("suggestions") {
        println!("\nSuggestions that are right on the rows that wait");
        suggestions("BANKING77, five of the first ten", &ten, SEEDS, 5);
        suggestions("BANKING77, five of all", &all, SEEDS, 5);
        suggestions("Pharmacy sample", &pharmacy, SEEDS, pharmacy.names.len());
        suggestions("Tenancy sample", &tenancy, SEEDS, tenancy.names.len());
        suggestions("Course sample", &course, SEEDS, course.names.len());
    }
    if wanted("forecast") {
        println!(
            "\n| data | labels | gain said for twice as many | gain that came | said enough |"
        );
        forecasts("BANKING77, first ten", &ten, &[20, 40, 80, 160], SEEDS);
        forecasts("Pharmacy sample", &pharmacy, &[20, 40, 80], SEEDS);
        forecasts("Tenancy sample", &tenancy, &[20, 40, 80], SEEDS);
    }
    if wanted("others") {
        let sizes = [20, 40, 60, 80, 100, 120];
        curve("Pharmacy sample", &pharmacy, &sizes, 120, SEEDS);
        curve("Tenancy sample", &tenancy, &sizes, 120, SEEDS);
        curve("Course sample", &course, &sizes, 120, SEEDS);
    }
    if wanted("all") {
        curve("BANKING77, all", &all, &[100, 200, 400, 800], 800, 3);
    }
}
