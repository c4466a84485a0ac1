//! The TypeScript side of the contract, made from the Rust types.

use crate::commands::{Listener, describe};
use crate::types::Handle;
use attune_engine::error::Error;
use attune_engine::train::event::{Event, Record};
use std::collections::BTreeMap;
use std::fmt::Write;
use ts_rs::{Config, TS, TypeVisitor};

const HEAD: &str = "\
// Made from the Rust types by the tests of src-tauri/api; ATTUNE_UPDATE=1 writes it anew. Do not
// edit by hand.
";

/// The whole file.
pub fn typescript() -> String {
    let mut file = Writer::new();
    describe(&mut file);
    // What the window sends by itself, and what every command may fail with.
    file.types.visit::<Handle>();
    file.types.visit::<Record>();
    // Flattened into the record, but worth a name.
    file.types.visit::<Event>();
    file.types.visit::<Error>();
    file.finish()
}

struct Writer {
    types: Types,
    commands: String,
    arguments: Vec<String>,
}

/// Declarations by name, in alphabetical order.
struct Types {
    config: Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types of our own have a place to be written to.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.found.contains_key(&name) {
                return;
            }
            self.found.insert(name, T::decl(&self.config));
        }
        T::visit_generics(self);
        T::visit_dependencies(self);
    }
}

impl Writer {
    fn new() -> Self {
        // JavaScript's numbers hold every count, size and id that occurs here exactly.
        let config = Config::new().with_large_int("number");
        let types = Types { config, found: BTreeMap::new() };
        Self { types, commands: String::new(), arguments: Vec::new() }
    }

    fn finish(self) -> String {
        let mut text = String::from(HEAD);
        for declaration in self.types.found.values() {
            text.push_str("\nexport ");
            text.push_str(declaration);
            text.push('\n');
        }
        text.push_str("\ntype None = { [key: string]: never };\n\nexport interface Commands {");
        text.push_str(&self.commands);
        text.push_str("\n}\n");
        text
    }
}

impl Listener for Writer {
    fn command(&mut self, name: &'static str, about: &'static str) {
        // Writing into a string can't fail.
        let _ = write!(self.commands, "\n  /** {about} */\n  {name}: ");
    }

    fn argument<T: TS + 'static>(&mut self, name: &'static str) {
        self.types.visit::<T>();
        self.arguments.push(format!("{name}: {}", T::name(&self.types.config)));
    }

    fn result<T: TS + 'static>(&mut self) {
        self.types.visit::<T>();
        let result = T::name(&self.types.config);
        let arguments = match self.arguments.is_empty() {
            true => "None".into(),
            false => format!("{{ {} }}", std::mem::take(&mut self.arguments).join(", ")),
        };
        let _ = write!(self.commands, "{{ args: {arguments}; result: {result} }};");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_interface_has_fresh_types() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/backend/types.gen.ts");
        let made = typescript();
        if std::env::var_os("ATTUNE_UPDATE").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(kept == made, "{} is stale; set ATTUNE_UPDATE=1 and test again", path.display());
    }

    #[test]
    fn says_what_each_command_takes_and_gives() {
        let made = typescript();
        for line in [
            "  set_label: { args: { project: string, row: number, label: string | null }; result: DataSummary };",
            "  models: { args: None; result: Array<ModelCard> };",
            "  close_project: { args: { project: string }; result: null };",
        ] {
            assert!(made.contains(line), "missing: {line}");
        }
        for name in ["Handle", "Record", "Event", "Error", "Code", "Kind", "Fit"] {
            assert!(made.contains(&format!("export type {name} = ")), "missing: {name}");
        }
        assert!(!made.contains("bigint"));
    }
}
