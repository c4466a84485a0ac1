//! A run's new records, pushed to the page while the run lasts.

use attune_api::{App, Error, Result};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tauri::ipc::Channel;

/// At most ten deliveries a second: more can't be seen, and each costs the page a redraw.
const PERIOD: Duration = Duration::from_millis(100);
/// A worker that died writes no last record, so the run itself is asked now and then.
const TICKS_PER_CHECK: u64 = 10;

/// One watcher a run: a page that asks again takes over from the one before.
#[derive(Default)]
pub struct Watchers(Mutex<HashMap<(String, String), u64>>);

impl Watchers {
    fn enter(&self, run: &(String, String)) -> u64 {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = turns.entry(run.clone()).or_default();
        *turn += 1;
        *turn
    }

    fn is_current(&self, run: &(String, String), turn: u64) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(run) == Some(&turn)
    }
}

/// Sends records until the run ends, the page is gone, or another watcher takes over. Blocks.
pub fn watch(
    app: &Arc<App>,
    watchers: &Watchers,
    run: (String, String),
    mut after: Option<u64>,
    channel: &Channel<Value>,
) -> Result<()> {
    let turn = watchers.enter(&run);
    for tick in 0u64.. {
        // Asked before the records are read: what was written before the end is still delivered.
        let ended = tick % TICKS_PER_CHECK == 0 && !is_active(app, &run)?;
        let (project, id) = &run;
        let arguments = json!({ "project": project, "run": id, "after": after });
        let records = app.call("run_records", arguments)?;
        if let Some(last) = last_seq(&records) {
            after = Some(last);
            if channel.send(records).is_err() {
                break;
            }
        }
        if ended || !watchers.is_current(&run, turn) {
            break;
        }
        std::thread::sleep(PERIOD);
    }
    Ok(())
}

fn is_active(app: &App, (project, run): &(String, String)) -> Result<bool> {
    let runs = app.call("runs", json!({ "project": project }))?;
    let card = runs.as_array().into_iter().flatten().find(|card| card["id"] == run.as_str());
    let card = card.ok_or_else(|| Error::internal("The run to watch is not in its project"))?;
    Ok(matches!(card["state"].as_str(), Some("running" | "paused")))
}

fn last_seq(records: &Value) -> Option<u64> {
    records.as_array()?.last()?["seq"].as_u64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_watcher_takes_over() {
        let watchers = Watchers::default();
        let run = ("p1".to_string(), "r1".to_string());
        let first = watchers.enter(&run);
        assert!(watchers.is_current(&run, first));
        let second = watchers.enter(&run);
        assert!(!watchers.is_current(&run, first) && watchers.is_current(&run, second));
    }

    #[test]
    fn the_last_record_is_where_the_next_read_starts() {
        assert_eq!(last_seq(&json!([])), None);
        assert_eq!(last_seq(&json!([{"seq": 3}, {"seq": 4}])), Some(4));
    }
}
