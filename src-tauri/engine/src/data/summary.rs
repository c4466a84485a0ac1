//! What the project's data is like, in numbers.

use super::history::{self, Way};
use super::{
    Category, DataSummary, Goal, SourceFile, WEIGH_RARE, goal, labels, parts, project, split, tags,
};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Upper bounds of the bins of text lengths, in words.
const BINS: [usize; 9] = [5, 10, 20, 40, 80, 160, 320, 640, usize::MAX];

pub(super) fn summary(db: &Connection) -> rusqlite::Result<DataSummary> {
    let sources = sources(db)?;
    let goal = goal::of(db)?;
    let Counted { categories: counts, labelled, parts: [train, validation, test] } =
        counts(db, goal)?;
    let mut categories = categories(counts);
    set_places(db, &mut categories)?;
    let (lengths, median_words) = lengths(db)?;
    let rows: usize = db.query_row("SELECT COUNT(*) FROM live", [], |r| r.get(0))?;
    let names: Vec<_> = categories.iter().map(|c| (c.name.clone(), c.count)).collect();
    let has_groups =
        db.query_row("SELECT EXISTS (SELECT 1 FROM live WHERE grp IS NOT NULL)", [], |r| r.get(0))?;
    let mut obstacles = match goal.writes() {
        true => obstacles_to_writing(rows, train, validation),
        false => obstacles(rows, &categories),
    };
    if obstacles.is_empty() && goal == Goal::Classify {
        obstacles.extend(unlearned(&categories));
    }
    // Of a row's several categories, one with hardly a text is not learned.
    let learnable = |c: &&Category| c.train > 0 && c.count >= split::SMALLEST_CATEGORY;
    if obstacles.is_empty() && goal == Goal::Tag && categories.iter().filter(learnable).count() < 2
    {
        obstacles.push(
            "Fewer than two categories have enough rows: each needs at least 3 different ones"
                .into(),
        );
    }
    // The one category of all rows is none.
    categories.retain(|_| !goal.writes());
    if obstacles.is_empty() && test == 0 {
        obstacles.push("No rows are left for the exam: add examples, or a test file".into());
    }
    Ok(DataSummary {
        goal,
        rejected: sources.iter().map(|s| s.rejected).sum(),
        sources,
        rows,
        labelled,
        unlabelled: rows - labelled,
        variants: labels::variants(&names),
        shares: parts::get_shares(db)?,
        train,
        validation,
        test,
        categories,
        has_groups,
        lengths,
        median_words,
        weigh_rare: project::get_meta(db, WEIGH_RARE)?.is_some(),
        obstacles,
        undo: history::next(db, Way::Back)?.map(|(_, title)| title),
        redo: history::next(db, Way::Forward)?.map(|(_, title)| title),
    })
}

fn sources(db: &Connection) -> rusqlite::Result<Vec<SourceFile>> {
    let mut query = db.prepare_cached(
        // Rows added by hand have no file whose rows were counted once.
        "SELECT name, CASE WHEN sha256 = ''
            THEN (SELECT COUNT(*) FROM row WHERE source = source.id AND deleted = 0)
            ELSE rows END AS present, rejected, test_only
         FROM source WHERE active = 1 AND (sha256 <> '' OR present > 0) ORDER BY id",
    )?;
    let rows = query.query_map([], |r| {
        Ok(SourceFile {
            name: r.get(0)?,
            rows: r.get(1)?,
            rejected: r.get(2)?,
            test_only: r.get(3)?,
        })
    })?;
    rows.collect()
}

/// Rows of each category in each part.
pub(super) type Counts = BTreeMap<String, [usize; 3]>;

struct Counted {
    categories: Counts,
    labelled: usize,
    /// Rows, each once however many categories it has.
    parts: [usize; 3],
}

fn counts(db: &Connection, goal: Goal) -> rusqlite::Result<Counted> {
    let mut query = db.prepare_cached(
        "SELECT label, part, COUNT(*) FROM live WHERE label IS NOT NULL GROUP BY label, part",
    )?;
    let mut rows = query.query([])?;
    let mut counted = Counted { categories: Counts::new(), labelled: 0, parts: [0; 3] };
    while let Some(row) = rows.next()? {
        // Every labelled row has a part; train is the harmless reading of a database where not.
        let part = row.get::<_, Option<usize>>(1)?.unwrap_or(0).min(2);
        let count = row.get::<_, usize>(2)?;
        counted.labelled += count;
        counted.parts[part] += count;
        for name in tags::names_of(goal, row.get_ref(0)?.as_str()?) {
            counted.categories.entry(name).or_default()[part] += count;
        }
    }
    Ok(counted)
}

/// Most frequent first.
pub(super) fn categories(counts: Counts) -> Vec<Category> {
    let mut categories: Vec<Category> = counts
        .into_iter()
        .map(|(name, [train, validation, test])| Category {
            name,
            count: train + validation + test,
            train,
            validation,
            test,
            too_small: train == 0 || validation == 0 || test == 0,
            place: 0,
        })
        .collect();
    categories.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    categories
}

/// Gives each category its place among those in use or made by the person, as labelling does.
/// What has no id yet comes last, in the order in which it would be given one.
fn set_places(db: &Connection, categories: &mut [Category]) -> rusqlite::Result<()> {
    let mut query = db.prepare_cached(
        "SELECT name, MAX(declared) FROM category GROUP BY name ORDER BY MIN(id)",
    )?;
    let mut known = query.query([])?;
    let mut place = 0;
    let mut waiting: Vec<&mut Category> = categories.iter_mut().collect();
    while let Some(row) = known.next()? {
        let name: String = row.get(0)?;
        let own = waiting.iter().position(|category| category.name == name);
        let counts = own.is_some() || row.get(1)?;
        if let Some(own) = own {
            waiting.remove(own).place = place;
        }
        place += usize::from(counts);
    }
    for (category, place) in waiting.into_iter().zip(place..) {
        category.place = place;
    }
    Ok(())
}

/// Why training can't start with these rows; empty when it can.
pub(super) fn obstacles(rows: usize, categories: &[Category]) -> Vec<String> {
    let sentence = if rows == 0 {
        "There are no rows yet: import a file".to_owned()
    } else if categories.is_empty() {
        "No row has a category yet: choose the column that holds them, or label some rows"
            .to_owned()
    } else if let [only] = categories {
        format!(
            "There is only one category, '{}': training needs at least two to tell apart",
            only.name
        )
    } else if categories.iter().filter(|c| c.train > 0).count() < 2 {
        "Fewer than two categories have rows to learn from: add examples of the others".to_owned()
    } else if categories.iter().all(|c| c.validation == 0) {
        "Every category is too small: give at least one of them 3 different examples, better 20 \
         for each"
            .to_owned()
    } else {
        return Vec::new();
    };
    vec![sentence]
}

/// A category that the exams alone have. Where a row may have several, it is left out instead.
pub(super) fn unlearned(categories: &[Category]) -> Option<String> {
    let unknown = categories.iter().find(|category| category.train == 0)?;
    Some(format!(
        "The category '{}' has no rows to learn from, only for the exams: join it with another, or \
         add examples of it",
        unknown.name
    ))
}

/// The same where the model learns to write.
fn obstacles_to_writing(rows: usize, train: usize, validation: usize) -> Vec<String> {
    let sentence = if rows == 0 {
        "There are no rows yet: import a file"
    } else if train == 0 || validation == 0 {
        "There are too few examples: give at least 3 different ones, better 200"
    } else {
        return Vec::new();
    };
    vec![sentence.to_owned()]
}

fn lengths(db: &Connection) -> rusqlite::Result<(Vec<(usize, usize)>, usize)> {
    let mut query =
        db.prepare_cached("SELECT words, COUNT(*) FROM live GROUP BY words ORDER BY words")?;
    let rows = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let by_words: Vec<(usize, usize)> = rows.collect::<rusqlite::Result<_>>()?;
    let total: usize = by_words.iter().map(|(_, count)| count).sum();
    let longest = by_words.last().map_or(0, |(words, _)| *words);
    let mut lengths = Vec::new();
    let mut low = 0;
    for high in BINS {
        let within = |words: usize| words <= high && (low == 0 || words > low);
        let count = by_words.iter().filter(|(w, _)| within(*w)).map(|(_, count)| count).sum();
        // The last bin ends at the longest text there is.
        lengths.push((high.min(longest.max(1)), count));
        low = high;
        if high >= longest {
            break;
        }
    }
    let mut seen = 0;
    let median = by_words.iter().find(|(_, count)| {
        seen += count;
        2 * seen >= total
    });
    Ok((if total == 0 { Vec::new() } else { lengths }, median.map_or(0, |(words, _)| *words)))
}
