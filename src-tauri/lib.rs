//! Attune's window. `attune` opens it; `attune worker RUN` and `attune measure RUN` are the same
//! program started again, without a window, so that a crash in training never takes the window.

mod closing;
mod desktop;
mod host;
mod system;
mod watch;
mod window_state;

use std::process::ExitCode;

/// Runs the program with its arguments (the program's name left out).
pub fn run(arguments: Vec<String>) -> ExitCode {
    match arguments.first().map(String::as_str) {
        None => open_window(),
        Some("worker" | "measure") => exit_code(attune_api::worker_main(&arguments)),
        Some("--version" | "-V") => {
            println!("attune {}", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        Some("--help" | "-h") => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        Some(other) => {
            eprintln!("attune: unknown argument {other}\n{HELP}");
            ExitCode::from(2)
        }
    }
}

const HELP: &str = "attune              open the window\n\
                    attune --version    print the version\n\
                    Without a window: attune-cli";

fn open_window() -> ExitCode {
    match desktop::prepare().and_then(|()| host::open()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("attune: {error}");
            desktop::tell(&error);
            ExitCode::FAILURE
        }
    }
}

fn exit_code(code: i32) -> ExitCode {
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}
