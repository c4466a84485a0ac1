//! What the window asks of the desktop around it: showing a folder, and a message when the person
//! looks elsewhere.

use attune_api::{Code, Error, Result};
use std::path::Path;
use std::process::{Command, Stdio};
use tauri::{UserAttentionType, WebviewWindow};

const FILE_MANAGER: &str = if cfg!(windows) {
    "explorer"
} else if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// Shows a folder in the system's file manager.
pub fn open_folder(folder: &Path) -> Result<()> {
    let mut child = Command::new(FILE_MANAGER)
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| {
            Error::new(Code::Unsupported, "The file manager could not be opened")
                .at(folder.display().to_string())
                .advice("Open the folder yourself")
                .source(error)
        })?;
    // Without someone waiting, it would stay in the process table.
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// Tells a person who looks elsewhere; one who sees the window needs no message.
pub fn notify(window: &WebviewWindow, title: &str, body: &str) {
    if window.is_focused().unwrap_or(false) {
        return;
    }
    // Work is done whether or not the desktop can say so.
    let _ = window.request_user_attention(Some(UserAttentionType::Informational));
    #[cfg(target_os = "linux")]
    if let Err(error) = message(title, body) {
        eprintln!("attune: the desktop shows no messages: {error}");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (title, body);
}

/// A desktop notification (the specification of freedesktop.org, 1.2).
#[cfg(target_os = "linux")]
fn message(title: &str, body: &str) -> std::result::Result<(), gio::glib::Error> {
    use gio::glib::Variant;
    use gio::prelude::*;
    const NAME: &str = "org.freedesktop.Notifications";
    const PLACE: &str = "/org/freedesktop/Notifications";
    let actions: Vec<String> = Vec::new();
    let hints =
        std::collections::HashMap::from([("desktop-entry".to_string(), "attune".to_variant())]);
    let by_the_desktop = -1i32;
    let content: Variant =
        ("Attune", 0u32, "attune", title, plain(body), actions, hints, by_the_desktop).to_variant();
    let none = None::<&gio::Cancellable>;
    let bus = gio::bus_get_sync(gio::BusType::Session, none)?;
    let flags = gio::DBusCallFlags::NONE;
    bus.call_sync(Some(NAME), PLACE, NAME, "Notify", Some(&content), None, flags, 2000, none)
        .map(|_| ())
}

/// A desktop may read a message's body as markup; a project's name is none.
#[cfg(target_os = "linux")]
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_is_no_markup() {
        assert_eq!(super::plain("<b>A & B</b>"), "&lt;b&gt;A &amp; B&lt;/b&gt;");
    }
}
