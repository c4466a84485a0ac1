//! The window opens as large as it was closed.

use serde::{Deserialize, Serialize};
use std::path::Path;
use tauri::Window;

const FILE: &str = "window.json";

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WindowState {
    /// Logical pixels.
    pub width: f64,
    pub height: f64,
    pub maximised: bool,
}

impl WindowState {
    /// The last state; none when there is no readable one.
    pub fn load(folder: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
        let state: Self = serde_json::from_str(&text).ok()?;
        (state.width.is_finite() && state.height.is_finite()).then_some(state)
    }

    /// A size that can't be kept is no reason to trouble anyone.
    pub fn save(self, folder: &Path) {
        if let Ok(text) = serde_json::to_string(&self) {
            let _ = std::fs::create_dir_all(folder);
            let _ = std::fs::write(folder.join(FILE), text);
        }
    }

    pub fn of(window: &Window, before: Option<Self>) -> Option<Self> {
        let maximised = window.is_maximized().ok()?;
        let size = window.inner_size().ok()?.to_logical::<f64>(window.scale_factor().ok()?);
        // A maximised window keeps the size it goes back to.
        Some(match before {
            Some(before) if maximised => Self { maximised, ..before },
            _ => Self { width: size.width, height: size.height, maximised },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_a_restart_and_a_damaged_file() {
        let folder = std::env::temp_dir().join(format!("attune-window-{}", std::process::id()));
        assert_eq!(WindowState::load(&folder), None);
        let state = WindowState { width: 1000.0, height: 700.0, maximised: true };
        state.save(&folder);
        assert_eq!(WindowState::load(&folder), Some(state));
        std::fs::write(folder.join(FILE), "{\"width\": 1e999}").unwrap();
        assert_eq!(WindowState::load(&folder), None);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
