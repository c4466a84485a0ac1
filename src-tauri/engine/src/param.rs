//! Declared parameters: from one declaration come the form, the command-line flags, the checks
//! and the help.

use crate::error::{Code, Error, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// What values a parameter takes.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    Integer {
        #[ts(type = "number")]
        min: i64,
        #[ts(type = "number")]
        max: i64,
    },
    Number {
        min: f64,
        max: f64,
    },
    Switch,
    Choice {
        options: Vec<&'static str>,
    },
    /// Names separated by commas.
    List {
        options: Vec<&'static str>,
    },
}

/// One setting a person may change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Param {
    /// The key of `--set KEY=VALUE`, and of the recipe.
    pub name: &'static str,
    pub title: &'static str,
    pub kind: Kind,
    /// As it would be typed.
    pub default: String,
    pub help: &'static str,
    /// Shown in the expert drawer only.
    pub advanced: bool,
}

impl Param {
    pub fn new(
        name: &'static str,
        title: &'static str,
        kind: Kind,
        default: impl ToString,
        help: &'static str,
    ) -> Self {
        Self { name, title, kind, default: default.to_string(), help, advanced: true }
    }
    /// On the plain path as well.
    pub fn plain(mut self) -> Self {
        self.advanced = false;
        self
    }

    /// Checks a typed value against kind and range.
    pub fn check(&self, value: &str) -> Result<()> {
        let wrong = |allowed: String| {
            Err(Error::new(Code::BadSetting, format!("{} can't be '{value}'", self.title))
                .at(format!("setting {}", self.name))
                .advice(allowed))
        };
        match &self.kind {
            Kind::Integer { min, max } => match value.parse::<i64>() {
                Ok(v) if (*min..=*max).contains(&v) => Ok(()),
                _ => wrong(format!("Give a whole number from {min} to {max}")),
            },
            Kind::Number { min, max } => match value.parse::<f64>() {
                Ok(v) if v.is_finite() && v >= *min && v <= *max => Ok(()),
                _ => wrong(format!("Give a number from {min} to {max}")),
            },
            Kind::Switch => match value {
                "true" | "false" => Ok(()),
                _ => wrong("Give true or false".into()),
            },
            Kind::Choice { options } => {
                if options.contains(&value) {
                    Ok(())
                } else {
                    wrong(format!("Give one of {}", options.join(", ")))
                }
            }
            Kind::List { options } => {
                let names: Vec<&str> = value.split(',').map(str::trim).collect();
                if !names.is_empty() && names.iter().all(|n| options.contains(n)) {
                    Ok(())
                } else {
                    wrong(format!("Give names out of {}, with commas between", options.join(", ")))
                }
            }
        }
    }
}

/// Settings by key, as typed; missing keys take the declared default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, serde::Deserialize, TS)]
#[serde(transparent)]
pub struct Settings(pub BTreeMap<String, String>);

impl Settings {
    pub fn set(&mut self, key: &str, value: impl ToString) {
        self.0.insert(key.into(), value.to_string());
    }
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Checks every key against the declarations; an unknown key lists the known ones.
    pub fn check(&self, params: &[Param]) -> Result<()> {
        for (key, value) in &self.0 {
            let Some(param) = params.iter().find(|p| p.name == key) else {
                let known: Vec<&str> = params.iter().map(|p| p.name).collect();
                return Err(Error::new(
                    Code::BadSetting,
                    format!("There is no setting '{key}' here"),
                )
                .advice(format!("The settings are {}", known.join(", "))));
            };
            param.check(value)?;
        }
        Ok(())
    }
}
