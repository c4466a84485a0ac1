//! Closing the window while something trains is asked about first. A page that does not answer
//! can't hold the window: whoever closes it a second time soon after is heard.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const AGAIN: Duration = Duration::from_secs(5);

#[derive(Default)]
pub struct Closing(Mutex<State>);

#[derive(Default)]
struct State {
    ask: bool,
    asked: Option<Instant>,
}

impl Closing {
    /// Whether there is something to ask about from now on.
    pub fn ask(&self, ask: bool) {
        *self.state() = State { ask, asked: None };
    }

    /// The window is being closed: whether it stays for now, and the person is asked.
    pub fn holds(&self) -> bool {
        self.holds_at(Instant::now())
    }

    fn holds_at(&self, now: Instant) -> bool {
        let mut state = self.state();
        let insists = state.asked.is_some_and(|asked| now.duration_since(asked) < AGAIN);
        state.asked = Some(now);
        state.ask && !insists
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_once_while_something_trains_and_hears_who_insists() {
        let closing = Closing::default();
        let start = Instant::now();
        assert!(!closing.holds_at(start), "nothing trains");
        closing.ask(true);
        assert!(closing.holds_at(start));
        assert!(closing.holds_at(start + AGAIN), "asked again a while later");
        assert!(!closing.holds_at(start + AGAIN + Duration::from_secs(1)));
        closing.ask(false);
        assert!(!closing.holds_at(start + AGAIN * 3));
    }
}
