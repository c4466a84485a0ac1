//! A drag source: drops real files on another program's window, by the XDND protocol (version 5)
//! that desktops use. <https://freedesktop.org/wiki/Specifications/XDND/>

use std::error::Error;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};
use x11rb::CURRENT_TIME;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        XdndAware,
        XdndSelection,
        XdndEnter,
        XdndPosition,
        XdndStatus,
        XdndDrop,
        XdndFinished,
        XdndActionCopy,
        _NET_WM_NAME,
        WM_PROTOCOLS,
        WM_DELETE_WINDOW,
        URI_LIST: b"text/uri-list",
    }
}

type Outcome<T> = Result<T, Box<dyn Error>>;

const VERSION: u32 = 5;
const PATIENCE: Duration = Duration::from_secs(10);
const BETWEEN_MOVES: Duration = Duration::from_millis(100);

/// A window that lives outside the screen, and owns what is dragged.
struct Source {
    x: RustConnection,
    atoms: Atoms,
    root: Window,
    window: Window,
    target: Window,
    uris: String,
}

/// Drops `files` on the middle of the window named `title`; returns when the program took them.
pub fn drop_files(display: &str, title: &str, files: &[&Path]) -> Outcome<()> {
    let source = Source::new(display, title, files)?;
    let place = source.middle()?;
    source.send(source.atoms.XdndEnter, [VERSION << 24, source.atoms.URI_LIST, 0, 0])?;
    let start = Instant::now();
    while !source.move_over(place)? {
        if start.elapsed() > PATIENCE {
            return Err("the window does not take files".into());
        }
        sleep(BETWEEN_MOVES);
    }
    source.send(source.atoms.XdndDrop, [0, CURRENT_TIME, 0, 0])?;
    let finished = source.serve(PATIENCE, |event| match event {
        Event::ClientMessage(answer) if answer.type_ == source.atoms.XdndFinished => Some(()),
        _ => None,
    })?;
    finished.ok_or_else(|| "the window did not say that the drop is done".into())
}

impl Source {
    fn new(display: &str, title: &str, files: &[&Path]) -> Outcome<Self> {
        let (x, screen) = x11rb::connect(Some(display))?;
        let atoms = Atoms::new(&x)?.reply()?;
        let root = x.setup().roots[screen].root;
        let target = find_window(&x, &atoms, root, title)?
            .ok_or_else(|| format!("no window named {title} takes drops"))?;
        let window = x.generate_id()?;
        let nothing = CreateWindowAux::new();
        let class = WindowClass::INPUT_ONLY;
        x.create_window(0, window, root, -10, -10, 1, 1, 0, class, 0, &nothing)?;
        x.set_selection_owner(window, atoms.XdndSelection, CURRENT_TIME)?;
        let uris = files.iter().map(|file| format!("{}\r\n", uri(file))).collect();
        Ok(Self { x, atoms, root, window, target, uris })
    }

    /// The middle of the target in the screen's coordinates, packed as XDND wants it.
    fn middle(&self) -> Outcome<u32> {
        let size = self.x.get_geometry(self.target)?.reply()?;
        let (x, y) = ((size.width / 2) as i16, (size.height / 2) as i16);
        let on_screen = self.x.translate_coordinates(self.target, self.root, x, y)?.reply()?;
        Ok(((on_screen.dst_x as u32) << 16) | on_screen.dst_y as u16 as u32)
    }

    /// Whether the target says that it would take the files here.
    fn move_over(&self, place: u32) -> Outcome<bool> {
        let copy = self.atoms.XdndActionCopy;
        self.send(self.atoms.XdndPosition, [0, place, CURRENT_TIME, copy])?;
        let accepted = self.serve(BETWEEN_MOVES, |event| match event {
            Event::ClientMessage(answer) if answer.type_ == self.atoms.XdndStatus => {
                Some(answer.data.as_data32()[1] & 1 == 1)
            }
            _ => None,
        })?;
        Ok(accepted == Some(true))
    }

    fn send(&self, kind: u32, data: [u32; 4]) -> Outcome<()> {
        let [a, b, c, d] = data;
        let message = ClientMessageEvent::new(32, self.target, kind, [self.window, a, b, c, d]);
        self.x.send_event(false, self.target, EventMask::NO_EVENT, message)?;
        Ok(self.x.flush()?)
    }

    /// Hands out the list of files to whoever asks, until `done` finds its event or time is up.
    fn serve<T>(
        &self,
        patience: Duration,
        done: impl Fn(&Event) -> Option<T>,
    ) -> Outcome<Option<T>> {
        let start = Instant::now();
        while start.elapsed() < patience {
            while let Some(event) = self.x.poll_for_event()? {
                if let Event::SelectionRequest(request) = &event {
                    self.hand_out(request)?;
                } else if let Some(found) = done(&event) {
                    return Ok(Some(found));
                }
            }
            sleep(Duration::from_millis(5));
        }
        Ok(None)
    }

    fn hand_out(&self, request: &SelectionRequestEvent) -> Outcome<()> {
        let known = request.target == self.atoms.URI_LIST;
        if known {
            let (window, property) = (request.requestor, request.property);
            let (mode, kind) = (PropMode::REPLACE, self.atoms.URI_LIST);
            self.x.change_property8(mode, window, property, kind, self.uris.as_bytes())?;
        }
        let answer = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property: if known { request.property } else { AtomEnum::NONE.into() },
        };
        self.x.send_event(false, request.requestor, EventMask::NO_EVENT, answer)?;
        Ok(self.x.flush()?)
    }
}

/// Closes the window named `title` as a person does by its frame: the program may ask first.
pub fn ask_to_close(display: &str, title: &str) -> Outcome<()> {
    let (x, screen) = x11rb::connect(Some(display))?;
    let atoms = Atoms::new(&x)?.reply()?;
    let root = x.setup().roots[screen].root;
    let window = find_window(&x, &atoms, root, title)?.ok_or("no such window")?;
    let data = [atoms.WM_DELETE_WINDOW, CURRENT_TIME, 0, 0, 0];
    let message = ClientMessageEvent::new(32, window, atoms.WM_PROTOCOLS, data);
    x.send_event(false, window, EventMask::NO_EVENT, message)?;
    // What was sent may be lost with the connection; an answer comes after it was delivered.
    x.get_input_focus()?.reply()?;
    Ok(())
}

fn find_window(
    x: &RustConnection,
    atoms: &Atoms,
    parent: Window,
    title: &str,
) -> Outcome<Option<Window>> {
    for window in x.query_tree(parent)?.reply()?.children {
        let property = |name| x.get_property(false, window, name, AtomEnum::ANY, 0, 64);
        let aware = property(atoms.XdndAware)?.reply()?.type_ != 0;
        let name = property(atoms._NET_WM_NAME)?.reply()?.value;
        if aware && name == title.as_bytes() {
            return Ok(Some(window));
        }
        if let Some(found) = find_window(x, atoms, window, title)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// `file://` and the path, with everything but plain characters escaped.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(byte as char);
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;
    use std::path::Path;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri(Path::new("/tmp/in box.csv")), "file:///tmp/in%20box.csv");
        assert_eq!(uri(Path::new("/tmp/Grüße.csv")), "file:///tmp/Gr%C3%BC%C3%9Fe.csv");
    }
}
