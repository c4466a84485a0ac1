//! Links that open something of a person's: with a key, a password or a profile in them.

use super::found::Found;
use super::text::{Text, pattern};
use super::{Kind, link_parts};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "links",
    title: "Links with keys",
    placeholder: "LINK",
    example: "https://portal.example.org/reset?token=9f8a7c61",
    help: "Links with a key, a password or a person's page in them. Other links are left.",
    find,
};

fn find(text: &Text<'_>, found: &mut Found) {
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?i)\b(?:[a-z][a-z0-9+.\-]{1,15}://|www\.|(?:[a-z0-9\-]+\.)+(?:com|org|net|de|at|ch|fr|es|it|pt|br|nl|be|uk|eu|io|me|info|co|app|test|example|us|gg|ly|gl)/)[^\s<>"'„“”«»]+"#,
        )
    });
    for hit in LINK.find_iter(text.text) {
        let link = hit.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}']);
        if private(link) {
            found.add(KIND.id, hit.start(), hit.start() + link.len(), 0.97);
        }
    }
}

fn private(link: &str) -> bool {
    // ?token=..., &sig=..., #access_token=..., ?email=...
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[?&#;/](?:[a-z0-9_.\-]*(?:token|key|secret|sig(?:nature)?|auth\w*|session|sid|passw?o?r?d?|pwd|code|otp|pin|jwt|credential|hash|invite|invitation|ticket|nonce|access|magic|uuid|guid)[a-z0-9_.\-]*|user(?:name|_?id)?|uid|id|email|mail|e-mail|name|phone|tel|patient|customer|kunde|client|login|account|member|t|k|u|h|p|s|c)=[^&#\s]{3,}",
        )
    });
    // user:password@host
    static LOGIN: LazyLock<Regex> = LazyLock::new(|| pattern(r"://[^/\s@:]+(?::[^/\s@]*)?@"));
    static PERSON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:linkedin\.com/in/|facebook\.com/[^/?#]{3,}|fb\.com/|instagram\.com/[^/?#]{2,}|(?:twitter|x)\.com/[^/?#]{2,}|tiktok\.com/@|t\.me/|wa\.me/|github\.com/[^/?#]+/?$|xing\.com/profile|mailto:|(?:youtube|medium)\.com/@|reddit\.com/u(?:ser)?/|snapchat\.com/add/|/~[a-z]|/(?:users?|profiles?|people|members?|patients?|clients?|accounts?)/[^/?#]{3,})",
        )
    });
    // /reset/9f8a7c61..., /invite/..., /share/..., /d/...
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)/(?:reset|invite|invitation|share|shared|s|d|f|j|join|verify|confirm|activate|activation|unsubscribe|magic|login|auth|token|key|access|meet|download|file|document|doc|r|rx|e-?rezept|bestaetigen|freigabe|einladung|partage|compartir|condividi|uitnodiging)[/=-][a-z0-9_\-]*[0-9][a-z0-9_\-]*",
        )
    });
    let plain_public = NAMED.find(link).is_some_and(|hit| weak(hit.as_str()));
    LOGIN.is_match(link)
        || PERSON.is_match(link)
        || PATH.is_match(link)
        || (NAMED.is_match(link) && !plain_public)
        || link_parts::telling(link)
        || link_parts::numbered(link)
        || link.split(['/', '?', '=', '&', '#', '.']).skip(1).any(random)
}

/// A short name with a value that is no key: ?id=shoes, ?s=pills, ?p=12.
fn weak(part: &str) -> bool {
    let Some((name, value)) = part.split_once('=') else { return true };
    let name = name.trim_start_matches(['?', '&', '#', ';', '/']).to_lowercase();
    let short = name.len() == 1 || name == "id" || name == "name" || name == "code";
    let digits = value.chars().filter(char::is_ascii_digit).count();
    short && !(random(value) || digits >= 5 || value.contains('@'))
}

/// Long, of letters and digits, and no word.
fn random(part: &str) -> bool {
    let body: String = part.chars().filter(|c| *c != '-' && *c != '_').collect();
    let digits = body.chars().filter(char::is_ascii_digit).count();
    let big = body.chars().filter(|c| c.is_ascii_uppercase()).count();
    let small = body.chars().filter(|c| c.is_ascii_lowercase()).count();
    let words = part
        .split(['-', '_'])
        .filter(|w| w.len() > 2 && w.chars().all(|c| c.is_ascii_lowercase()))
        .count();
    body.len() >= 12
        && body.chars().all(|c| c.is_ascii_alphanumeric() || c == '%' || c == '+')
        && (digits >= 3 && big + small >= 3 && words < 2 || big >= 4 && small >= 4 && digits >= 1)
}
