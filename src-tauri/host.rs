//! What only a window can do: dialogs, dropped files, a live channel. Everything else is the one
//! command [`call`], so the window and the command line share every rule.
//!
//! No command takes a path. A file is known by the handle it got when the person chose or dropped
//! it, so nothing shown in the page can ask for another one.

use crate::closing::Closing;
use crate::system;
use crate::watch::{self, Watchers};
use crate::window_state::WindowState;
use attune_api::types::{ChatPiece, ChatRequest};
use attune_api::{App, AppPaths, Code, Error, Result};
use serde_json::{Value, json};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tauri::ipc::Channel;
use tauri::{
    DragDropEvent, Emitter, Manager, State, Theme, WebviewWindow, WebviewWindowBuilder, Window,
    WindowEvent,
};

const MAIN: &str = "main";

struct Host {
    app: Arc<App>,
    data: PathBuf,
    watchers: Arc<Watchers>,
    closing: Closing,
    /// Held while this window lives; the system lets go of it even when the process is killed.
    _only_one: File,
}

/// Opens the window and returns when it was closed.
pub fn open() -> Result<()> {
    let paths = AppPaths::discover()?;
    let data = paths.data.clone();
    let only_one = only_one(&data)?;
    let app = Arc::new(App::new(paths)?);
    let host = Host {
        app,
        data,
        watchers: Arc::default(),
        closing: Closing::default(),
        _only_one: only_one,
    };
    tauri::Builder::default()
        .manage(host)
        .invoke_handler(tauri::generate_handler![
            call,
            pick_file,
            pick_folder,
            watch_run,
            chat,
            open_folder,
            notify,
            ask_before_closing,
            close_window
        ])
        .setup(|app| Ok(create_window(app)?))
        .on_window_event(on_window_event)
        .run(tauri::generate_context!())
        .map_err(|error| {
            Error::new(Code::Io, "The window could not be opened")
                .advice("Check that WebKit is installed, then start Attune again")
                .source(error)
        })
}

fn create_window(app: &tauri::App) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first() else { return Ok(()) };
    let mut builder = WebviewWindowBuilder::from_config(app, config)?;
    if let Some(state) = WindowState::load(&app.state::<Host>().data) {
        let width = state.width.max(config.min_width.unwrap_or_default());
        let height = state.height.max(config.min_height.unwrap_or_default());
        builder = builder.inner_size(width, height).maximized(state.maximised);
    }
    let preferences = app.state::<Host>().app.call("preferences", Value::Null);
    builder.theme(preferences.ok().as_ref().and_then(theme)).build().map(drop)
}

/// How long a window that is just closing is waited for.
const CLOSING: Duration = Duration::from_secs(3);

/// Two windows over one data folder would each believe their own picture of it.
fn only_one(data: &Path) -> Result<File> {
    let path = data.join("window.lock");
    std::fs::create_dir_all(data).map_err(|error| Error::io(error, data))?;
    let file = File::create(&path).map_err(|error| Error::io(error, &path))?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if start.elapsed() < CLOSING => {
                std::thread::sleep(Duration::from_millis(50));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(Error::new(Code::Busy, "Attune is already open")
                    .advice("Go on in the window that is there"));
            }
            // Some network folders know no locks; each project has its own all the same.
            Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
}

fn on_window_event(window: &Window, event: &WindowEvent) {
    let host = window.state::<Host>();
    match event {
        WindowEvent::DragDrop(event) => on_drag(window, &host.app, event),
        WindowEvent::CloseRequested { api, .. } => {
            if host.closing.holds() && window.emit_to(MAIN, "close-asked", Value::Null).is_ok() {
                return api.prevent_close();
            }
            if let Some(state) = WindowState::of(window, WindowState::load(&host.data)) {
                state.save(&host.data);
            }
        }
        _ => {}
    }
}

fn on_drag(window: &Window, app: &App, event: &DragDropEvent) {
    let emit = |name: &str, payload: Value| {
        // A window that is gone needs no news.
        let _ = window.emit_to(MAIN, name, payload);
    };
    match event {
        DragDropEvent::Enter { paths, .. } => {
            let names: Vec<_> = paths.iter().map(|path| display_name(path)).collect();
            emit("files-hover", json!({ "names": names }));
        }
        DragDropEvent::Leave => emit("files-hover-end", Value::Null),
        DragDropEvent::Drop { paths, .. } => {
            emit("files-hover-end", Value::Null);
            let handles: Vec<_> =
                paths.iter().filter_map(|path| app.register_path(path.clone()).ok()).collect();
            emit("files-dropped", json!(handles));
        }
        _ => {}
    }
}

fn display_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Runs work that blocks away from the threads that draw and deliver.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = tauri::async_runtime::spawn_blocking(work).await;
    done.unwrap_or_else(|error| {
        Err(Error::internal("A command ended before it had an answer").source(error))
    })
}

/// Every command of the interface that needs no window.
#[tauri::command]
async fn call(
    name: String,
    args: Value,
    window: WebviewWindow,
    host: State<'_, Host>,
) -> Result<Value> {
    let app = host.app.clone();
    let chosen = name == "set_preferences";
    let answer = blocking(move || app.call(&name, args)).await?;
    if chosen {
        // The page has its own colours; this is the frame around it.
        let _ = window.set_theme(theme(&answer));
    }
    Ok(answer)
}

/// The theme that preferences name; none follows the system.
fn theme(preferences: &Value) -> Option<Theme> {
    match preferences["theme"].as_str() {
        Some("light") => Some(Theme::Light),
        Some("dark") => Some(Theme::Dark),
        _ => None,
    }
}

/// Whether closing the window waits for an answer, because a training would be left to itself.
#[tauri::command]
fn ask_before_closing(ask: bool, host: State<'_, Host>) {
    host.closing.ask(ask);
}

/// The answer: the window closes, and what trains goes on in its own process.
#[tauri::command]
fn close_window(window: WebviewWindow, host: State<'_, Host>) -> Result<()> {
    host.closing.ask(false);
    window.close().map_err(|error| Error::internal("The window can't be closed").source(error))
}

/// Shows the place of something the person was told about in the file manager.
#[tauri::command]
async fn open_folder(handle: String, host: State<'_, Host>) -> Result<()> {
    let app = host.app.clone();
    blocking(move || system::open_folder(&app.place(&handle)?)).await
}

/// A message of the desktop, when the person looks elsewhere.
#[tauri::command]
async fn notify(title: String, body: String, window: WebviewWindow) -> Result<()> {
    blocking(move || {
        system::notify(&window, &title, &body);
        Ok(())
    })
    .await
}

/// Resolves when the run has ended or another call watches it.
#[tauri::command]
async fn watch_run(
    project: String,
    run: String,
    after: Option<u64>,
    channel: Channel<Value>,
    host: State<'_, Host>,
) -> Result<()> {
    let (app, watchers) = (host.app.clone(), host.watchers.clone());
    blocking(move || watch::watch(&app, &watchers, (project, run), after, &channel)).await
}

/// Streams both answers of a chat; resolves when they have ended or the job was cancelled.
#[tauri::command]
async fn chat(
    project: String,
    run: String,
    request: ChatRequest,
    job: String,
    channel: Channel<ChatPiece>,
    host: State<'_, Host>,
) -> Result<()> {
    let app = host.app.clone();
    blocking(move || {
        // A page that is gone needs no answer.
        let mut deliver = |piece| channel.send(piece).is_ok();
        app.chat_live(project, run, request, Some(job), &mut deliver)
    })
    .await
}

#[tauri::command]
async fn pick_file(kind: String, window: WebviewWindow) -> Result<Value> {
    let dialog = match kind.as_str() {
        "data" => {
            // Whole projects are opened where examples are.
            let known = [attune_api::engine::data::extensions(), vec!["attune"]].concat();
            rfd::AsyncFileDialog::new()
                .set_title("Choose a file with your examples")
                .add_filter("Tables, documents and projects", &known)
                .add_filter("All files", &["*"])
        }
        _ => return Err(Error::internal(format!("There is no file dialog for {kind}"))),
    };
    register(&window, dialog.set_parent(&window).pick_file().await)
}

#[tauri::command]
async fn pick_folder(window: WebviewWindow) -> Result<Value> {
    let dialog = rfd::AsyncFileDialog::new().set_title("Choose a folder").set_parent(&window);
    register(&window, dialog.pick_folder().await)
}

/// A handle for what was chosen, null when the dialog was closed.
fn register(window: &WebviewWindow, chosen: Option<rfd::FileHandle>) -> Result<Value> {
    let Some(chosen) = chosen else { return Ok(Value::Null) };
    let app = &window.state::<Host>().app;
    Ok(json!(app.register_path(chosen.path().to_path_buf())?))
}
