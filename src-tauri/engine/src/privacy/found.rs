//! Spans, and which of two that overlap is kept.

/// A place in a text that holds personal data. Offsets are bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    /// The kind's id.
    pub kind: &'static str,
    /// From 0 to 1: how much speaks for it. Only an order, not a probability.
    pub sure: f32,
}

/// What the kinds have found so far.
#[derive(Default)]
pub(super) struct Found {
    pub spans: Vec<Span>,
}

impl Found {
    pub fn add(&mut self, kind: &'static str, start: usize, end: usize, sure: f32) {
        if start < end {
            self.spans.push(Span { start, end, kind, sure });
        }
    }

    /// Spans of one kind.
    pub fn of(&self, kind: &'static str) -> impl Iterator<Item = &Span> {
        self.spans.iter().filter(move |span| span.kind == kind)
    }
}

/// Settles overlaps: the surer span is kept, of equals the longer; what another one covers beyond
/// it stays found as a span of its own, so that nothing that was found once is shown again.
/// Sorted by place, without overlaps.
pub fn resolve(text: &str, mut spans: Vec<Span>) -> Vec<Span> {
    let length = |span: &Span| span.end - span.start;
    spans.sort_by(|a, b| {
        b.sure.total_cmp(&a.sure).then(length(b).cmp(&length(a))).then(a.start.cmp(&b.start))
    });
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        let mut parts = vec![span];
        for settled in &kept {
            parts = parts.into_iter().flat_map(|part| without(text, part, settled)).collect();
        }
        kept.extend(parts);
    }
    kept.sort_by_key(|span| span.start);
    kept
}

/// What of `part` lies outside `settled` and says something.
fn without(text: &str, part: Span, settled: &Span) -> Vec<Span> {
    if part.end <= settled.start || settled.end <= part.start {
        return vec![part];
    }
    let mut rest = Vec::new();
    for (start, end) in [(part.start, settled.start), (settled.end, part.end)] {
        if start < end
            && let Some((start, end)) = trimmed(text, start, end)
        {
            // What is left of a number and has no digit was its label.
            let label = ["records", "phones", "accounts", "cards"].contains(&part.kind)
                && settled.kind != "names"
                && end <= settled.start
                && !text.get(start..end).unwrap_or_default().contains(|c: char| c.is_ascii_digit());
            if !label {
                rest.push(Span { start, end, ..part });
            }
        }
    }
    rest
}

/// Without blanks and marks at its ends; nothing when a single letter remains.
fn trimmed(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let inner = text.get(start..end)?;
    let cut = inner.trim_matches(|c: char| !c.is_alphanumeric());
    let from = start + inner.find(cut)?;
    let digit = cut.chars().any(|c| c.is_ascii_digit());
    (digit || cut.chars().count() >= 2).then_some((from, from + cut.len()))
}
