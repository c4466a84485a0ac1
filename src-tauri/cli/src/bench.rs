//! Steps on demand, for a race against another program: one JSON line when ready; then, for every
//! line "n" on stdin, n steps and one line with their times, losses, processor time and peak
//! memory.

use crate::args::Bench;
use attune_api::engine::bench::Case;
use attune_api::engine::nn::cpu::{Cpu, Isa};
use attune_api::{Code, Error, Result};
use serde_json::json;
use std::io::{BufRead, Write};
use std::time::Instant;

pub fn bench(args: &Bench) -> Result<i32> {
    let isa = Isa::detect()?;
    let mut case = Case::open(&args.reference, &args.serve, args.dropout)?;
    let mut interpreter = Cpu::new(isa, args.threads, args.precision == "fast")?;
    let trainable: u64 = case.weights.count(true);
    answer(&json!({
        "who": "attune", "case": args.serve, "instructions": isa.name(),
        "precision": args.precision, "threads": args.threads, "trainable": trainable,
    }))?;
    for line in std::io::stdin().lock().lines() {
        let bad = || Error::new(Code::BadData, "Each line must be a number of steps");
        let steps: usize = line.map_err(|e| bad().source(e))?.trim().parse().map_err(|_| bad())?;
        let (mut times, mut losses) = (Vec::new(), Vec::new());
        let before = Usage::now();
        for _ in 0..steps {
            let started = Instant::now();
            losses.push(case.step(&mut interpreter)?);
            times.push(started.elapsed().as_secs_f64());
        }
        let after = Usage::now();
        let cpu = (after.cpu_seconds - before.cpu_seconds) / steps.max(1) as f64;
        answer(&json!({"t": times, "cpu": cpu, "rss_mb": after.peak_mb, "loss": losses}))?;
    }
    Ok(0)
}

fn answer(line: &serde_json::Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{line}").and_then(|()| out.flush());
    written.map_err(|e| Error::new(Code::Io, "The answer could not be written").source(e))
}

/// What this process has used, as Linux tells it; zeros elsewhere.
#[derive(Default)]
struct Usage {
    cpu_seconds: f64,
    peak_mb: f64,
}

impl Usage {
    fn now() -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        // Fields 14 and 15 after the name in brackets: user and system time in ticks of 10 ms.
        let stat = read("/proc/self/stat");
        let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
        let ticks: f64 = fields.skip(11).take(2).filter_map(|f| f.parse::<f64>().ok()).sum();
        let status = read("/proc/self/status");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = peak.and_then(|p| p.split_whitespace().next()?.parse::<f64>().ok());
        Self { cpu_seconds: ticks / 100.0, peak_mb: kilobytes.unwrap_or(0.0) / 1024.0 }
    }
}
