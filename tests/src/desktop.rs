//! A desktop without a screen: an X server, a session bus, and the driver that operates the window.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);

/// What is missing for a window test, by name.
pub fn missing() -> Vec<&'static str> {
    ["Xvfb", "dbus-run-session", "tauri-driver", "WebKitWebDriver", "xdotool"]
        .into_iter()
        .filter(|program| !is_on_path(program))
        .collect()
}

fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Ends a process and everything it started.
struct Group(Child);

impl Group {
    fn spawn(command: &mut Command) -> Self {
        Self(command.process_group(0).spawn().expect("a program the test needs starts"))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg("--").arg(format!("-{}", self.0.id())).status();
        let _ = self.0.wait();
    }
}

/// The screen. Ends with the value.
pub struct Screen {
    _server: Group,
    pub display: String,
}

impl Screen {
    pub fn start(width: u32, height: u32) -> Self {
        // The server picks a free number itself, and says it once it listens.
        let mut server = Group::spawn(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
                .arg(format!("{width}x{height}x24"))
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut number = String::new();
        let stdout = server.0.stdout.take().expect("a piped output");
        BufReader::new(stdout).read_line(&mut number).expect("the X server's number");
        let number = number.trim();
        assert!(!number.is_empty(), "the X server did not start");
        Self { _server: server, display: format!(":{number}") }
    }
}

/// The driver and, through it, the window. Ends with the value.
pub struct Driver {
    _driver: Group,
    pub address: String,
}

impl Driver {
    /// `home` is where the window believes the person's home to be, `world` what else it finds in its
    /// environment. Nothing of this computer's own hub settings counts.
    pub fn start(screen: &Screen, home: &Path, world: &[(String, String)]) -> Self {
        let (port, native) = (free_port(), free_port());
        let log = File::options().create(true).append(true).open(home.join("window.log"));
        let mut command = Command::new("dbus-run-session");
        for name in ["HF_ENDPOINT", "HF_TOKEN", "HF_HOME", "HF_HUB_CACHE", "HF_HUB_OFFLINE"] {
            command.env_remove(name);
        }
        let driver = Group::spawn(
            command
                .args(["--", "tauri-driver", "--port", &port.to_string()])
                .args(["--native-port", &native.to_string()])
                .env("DISPLAY", &screen.display)
                .env("HOME", home)
                .env("ATTUNE_DATA", data_folder(home))
                .env_remove("WAYLAND_DISPLAY")
                .env_remove("XDG_DATA_HOME")
                .env_remove("XDG_CONFIG_HOME")
                .env("NO_PROXY", "localhost,127.0.0.1")
                .envs(world.iter().map(|(name, value)| (name, value)))
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(log.expect("a file for messages")),
        );
        // tauri-driver listens before the driver behind it does.
        await_port(native);
        await_port(port);
        Self { _driver: driver, address: format!("http://127.0.0.1:{port}") }
    }
}

fn dialog(screen: &Screen, title: &str) -> Option<String> {
    let mut command = Command::new("xdotool");
    command.args(["search", "--onlyvisible", "--name", title]);
    let found = command.env("DISPLAY", &screen.display).output().expect("xdotool runs");
    String::from_utf8_lossy(&found.stdout).lines().last().map(str::to_owned)
}

/// Whether a dialog with this title comes up soon.
pub fn dialog_comes(screen: &Screen, title: &str) -> bool {
    let start = Instant::now();
    while dialog(screen, title).is_none() {
        if start.elapsed() > Duration::from_secs(10) {
            return false;
        }
        sleep(Duration::from_millis(100));
    }
    true
}

/// Types a path into the file dialog with this title, and confirms it.
pub fn choose_in_dialog(screen: &Screen, title: &str, path: &Path) {
    let xdotool = |arguments: &[&str]| {
        let mut command = Command::new("xdotool");
        let done = command.args(arguments).env("DISPLAY", &screen.display).output();
        let done = done.expect("xdotool runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).trim().to_string()
    };
    let shown = || dialog(screen, title);
    let waited = |wanted: &dyn Fn() -> bool, patience: Duration| {
        let start = Instant::now();
        while !wanted() && start.elapsed() < patience {
            sleep(Duration::from_millis(100));
        }
        wanted()
    };
    assert!(waited(&|| shown().is_some(), PATIENCE), "no dialog named {title}");
    // A dialog that has just come up may not hear what is typed at once.
    for _ in 0..5 {
        let Some(window) = shown() else { return };
        xdotool(&["windowfocus", "--sync", &window]);
        xdotool(&["key", "ctrl+a"]);
        // A slash opens the dialog's field for a path, which takes a moment.
        xdotool(&["type", "--delay", "30", &path.to_string_lossy()]);
        sleep(Duration::from_millis(700));
        xdotool(&["key", "Return"]);
        if waited(&|| shown().is_none(), Duration::from_secs(3)) {
            return;
        }
    }
    panic!("the dialog named {title} does not take {}", path.display());
}

pub fn data_folder(home: &Path) -> PathBuf {
    home.join("attune-data")
}

/// Running processes of `program` over the data of `home`, with their arguments.
pub fn processes(program: &Path, home: &Path) -> Vec<(u32, Vec<String>)> {
    let marker = format!("ATTUNE_DATA={}", data_folder(home).display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").expect("/proc").flatten() {
        let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let read = |name: &str| std::fs::read(entry.path().join(name)).unwrap_or_default();
        let is_ours = split_zeros(&read("environ")).contains(&marker)
            && std::fs::read_link(entry.path().join("exe")).is_ok_and(|exe| exe == program);
        if is_ours {
            found.push((pid, split_zeros(&read("cmdline"))));
        }
    }
    found
}

fn split_zeros(bytes: &[u8]) -> Vec<String> {
    let parts = bytes.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    parts.map(|part| String::from_utf8_lossy(part).into_owned()).collect()
}

/// Ends a process as a power cut would.
pub fn kill(pid: u32) {
    let status = Command::new("kill").args(["-KILL", &pid.to_string()]).status();
    assert!(status.expect("kill runs").success(), "process {pid} could not be killed");
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its number").port()
}

fn await_port(port: u16) {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < PATIENCE, "nothing listens on port {port}");
        sleep(Duration::from_millis(50));
    }
}
