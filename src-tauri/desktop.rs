//! What the desktop must have before a window can open.

use attune_api::{Code, Error, Result};

/// Call first, while the process has one thread.
pub fn prepare() -> Result<()> {
    #[cfg(target_os = "linux")]
    {
        name_a_language();
        if !has_display() {
            return Err(Error::new(Code::Unsupported, "There is no desktop to open a window on")
                .advice("Start Attune from a graphical session, or use attune-cli without one"));
        }
    }
    Ok(())
}

/// Shows an error that keeps the window from opening, for someone who started it from a menu.
pub fn tell(error: &Error) {
    #[cfg(target_os = "linux")]
    if !has_display() {
        return;
    }
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Attune")
        .set_description(error.to_string())
        .show();
}

#[cfg(target_os = "linux")]
fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// In the locales `C` and `POSIX` WebKitGTK tells the page that its language is "C". `Intl` then
/// throws while the interface loads, and the window stays white. A language must be named; it need
/// not be installed.
#[cfg(target_os = "linux")]
fn name_a_language() {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let language = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    if language.is_some_and(|language| !is_nameless(&language)) {
        return;
    }
    // SAFETY: the first thing the process does, before any second thread could read the
    // environment.
    unsafe {
        std::env::remove_var("LC_ALL");
        std::env::set_var("LC_MESSAGES", "en_GB.UTF-8");
        std::env::set_var("LANG", "en_GB.UTF-8");
    }
}

#[cfg(target_os = "linux")]
fn is_nameless(locale: &str) -> bool {
    matches!(locale.split('.').next(), Some("C" | "POSIX"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::is_nameless;

    #[test]
    fn c_and_posix_name_no_language() {
        for locale in ["C", "C.UTF-8", "C.utf8", "POSIX"] {
            assert!(is_nameless(locale), "{locale}");
        }
        for locale in ["en_GB.UTF-8", "de_DE", "ca_ES.UTF-8", "cs_CZ"] {
            assert!(!is_nameless(locale), "{locale}");
        }
    }
}
