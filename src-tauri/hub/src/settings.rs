//! Where the hub is, who asks, where things go, and how patient to be.

use attune_engine::error::{Code, Error, Result};
use reqwest::Url;
use std::env;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

const HOME_HUB: &str = "https://huggingface.co";

/// An access key. It can't be printed, and nothing here writes it to a file.
#[derive(Clone)]
pub struct Key(String);

impl Key {
    /// None for a key of blanks, or one that no header could carry.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let good = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
        good.then(|| Self(text.to_string()))
    }

    /// For the header of a request to the hub, and for the keychain.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(hidden)")
    }
}

/// Why nothing may go online.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offline {
    /// The person's own lock in the preferences.
    Lock,
    /// `HF_HUB_OFFLINE`
    Environment,
}

/// How much at once, and how long to wait.
#[derive(Debug, Clone)]
pub struct Pace {
    /// Bytes asked for at once; a file of more is fetched in ranges.
    pub chunk: u64,
    /// Ranges of one file fetched side by side.
    pub connections: usize,
    /// Longest silence while data should come.
    pub silence: Duration,
    /// Tries in a row that brought nothing.
    pub tries: u32,
    /// Wait before the second try; doubles each time.
    pub wait: Duration,
    /// Longest wait that a hub may ask for.
    pub longest_wait: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            chunk: 8 << 20,
            connections: 4,
            silence: Duration::from_secs(60),
            tries: 5,
            wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(60),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Settings {
    pub endpoint: Url,
    pub key: Option<Key>,
    /// The folder with `models--OWNER--NAME`.
    pub cache: PathBuf,
    /// The file with a line for every transfer.
    pub ledger: PathBuf,
    pub offline: Option<Offline>,
    pub pace: Pace,
    /// Free bytes to count with instead of those of the disk.
    pub room: Option<u64>,
}

impl Settings {
    /// A hub that nobody has a key for yet.
    pub fn new(endpoint: &str, cache: PathBuf, ledger: PathBuf) -> Result<Self> {
        Ok(Self {
            endpoint: parse_endpoint(endpoint)?,
            key: None,
            cache,
            ledger,
            offline: None,
            pace: Pace::default(),
            room: None,
        })
    }

    /// From the variables that Hugging Face's own tools read: `HF_ENDPOINT`, `HF_TOKEN`, `HF_HOME`,
    /// `HF_HUB_CACHE`, `HF_HUB_OFFLINE`. Proxies come from `HTTPS_PROXY` and its kin.
    pub fn from_environment(ledger: PathBuf) -> Result<Self> {
        let endpoint = text("HF_ENDPOINT").unwrap_or_else(|| HOME_HUB.into());
        let key = ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"].iter().find_map(|name| text(name));
        Ok(Self {
            key: key.and_then(|key| Key::new(&key)),
            offline: is_on("HF_HUB_OFFLINE").then_some(Offline::Environment),
            ..Self::new(&endpoint, cache_folder()?, ledger)?
        })
    }

    /// Refuses while Attune is not to go online.
    pub(crate) fn check_online(&self) -> Result<()> {
        let Some(why) = self.offline else { return Ok(()) };
        let (place, advice) = match why {
            Offline::Lock => (
                "the lock in the settings",
                "Take the lock \"never go online\" off in the settings if you want this",
            ),
            Offline::Environment => {
                ("HF_HUB_OFFLINE", "Unset HF_HUB_OFFLINE if you want this, or use what is here")
            }
        };
        Err(Error::new(Code::Offline, "Attune is set never to go online")
            .at(place)
            .safe("No connection was made")
            .advice(advice))
    }
}

fn parse_endpoint(text: &str) -> Result<Url> {
    let wrong = |why: &str| {
        Error::new(Code::BadSetting, "The address of the hub can't be used")
            .at("HF_ENDPOINT")
            .advice(format!("Give an address such as {HOME_HUB}: {why}"))
    };
    let url = Url::parse(text.trim().trim_end_matches('/')).map_err(|_| wrong("this is none"))?;
    if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none() {
        return Err(wrong("it begins with https://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("a name or password does not belong in it"));
    }
    Ok(url)
}

fn text(variable: &str) -> Option<String> {
    env::var(variable).ok().filter(|value| !value.trim().is_empty())
}

fn is_on(variable: &str) -> bool {
    text(variable)
        .is_some_and(|value| ["1", "true", "yes", "on"].contains(&value.to_lowercase().trim()))
}

/// The cache of Hugging Face's tools, by their rule.
pub(crate) fn cache_folder() -> Result<PathBuf> {
    let folder = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(cache) = folder("HF_HUB_CACHE").or_else(|| folder("HUGGINGFACE_HUB_CACHE")) {
        return Ok(cache);
    }
    let home = folder(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    let hf_home = folder("HF_HOME")
        .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("huggingface")))
        .or_else(|| home.map(|home| home.join(".cache").join("huggingface")));
    hf_home.map(|folder| folder.join("hub")).ok_or_else(|| {
        Error::new(Code::NotFound, "This computer names no folder for fetched models")
            .advice("Set HF_HOME to a folder Attune may write to")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_printed() {
        let key = Key::new(" hf_secret\n").unwrap();
        assert_eq!(key.reveal(), "hf_secret");
        assert!(!format!("{key:?}").contains("secret"));
        assert!(Key::new("  ").is_none());
        assert!(Key::new("two words").is_none());
    }

    #[test]
    fn only_a_plain_address_is_a_hub() {
        assert_eq!(parse_endpoint("http://localhost:80/").unwrap().as_str(), "http://localhost/");
        for wrong in ["", "hub", "file:///etc", "https://me:word@hub"] {
            assert_eq!(parse_endpoint(wrong).unwrap_err().code, Code::BadSetting, "{wrong}");
        }
    }
}
