//! Names people have on computers: handles, and what is called a user name.

use super::found::Found;
use super::text::{Text, pattern};
use super::{Kind, secret_words, user_logins, user_words};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "users",
    title: "User names",
    placeholder: "USER",
    example: "my user name is rose_k82",
    help: "Names people have on computers: @handles, and what is called a user name or login.",
    find,
};

fn find(text: &Text<'_>, found: &mut Found) {
    shapes(text, found);
    called(text, found);
    user_logins::find(text, found);
}

/// Handles, and what can be nothing else.
fn shapes(text: &Text<'_>, found: &mut Found) {
    static HANDLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[\s(:,;„“'/])(@[\p{L}0-9_](?:[\p{L}0-9_.\-]{0,38}[\p{L}0-9_])|u/[A-Za-z0-9_\-]{3,30})",
        )
    });
    // Behind who did it, a word that only a computer knows someone by: by svc_backup01, user=anna.
    static ACTOR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i:\b(?:by|user|von|durch|par|por|da|di|door|vom|account|usr|uid|login)[ =:]{1,2})([a-z][a-z0-9.\-]*[_.\-0-9][a-z0-9_.\-]*[a-z0-9])(?:[\s,;.)!?]|$)",
        )
    });
    static KEYED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i:\b(?:user(?:name|_?id)?|login|uid|usr|account)=)([^\s&,;]{2,40})")
    });
    for form in [&*ACTOR, &*KEYED] {
        for captures in form.captures_iter(text.text) {
            if let Some(hit) = captures.get(1)
                && (looks_made_up(hit.as_str(), true, "") || form.as_str() == KEYED.as_str())
            {
                found.add(KIND.id, hit.start(), hit.end(), 0.86);
            }
        }
    }
    // A line inside a word: r_example, m.muster_82; files have such names too.
    static LINED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?:^|[\s(„“"'])([A-Za-z][A-Za-z0-9.]{0,20}_[A-Za-z0-9_.]{1,20}[A-Za-z0-9])(?:[\s,;:!?)“”"']|\.(?:\s|$)|$)"#,
        )
    });
    for captures in LINED.captures_iter(text.text) {
        if let Some(hit) = captures.get(1)
            && !file(hit.as_str())
            && someones(hit.as_str())
            && !network(text, hit.start())
        {
            found.add(KIND.id, hit.start(), hit.end(), 0.6);
        }
    }
    for captures in HANDLE.captures_iter(text.text) {
        if let Some(hit) = captures.get(1) {
            found.add(KIND.id, hit.start(), hit.end(), 0.9);
        }
    }
}

/// What is called a user name.
fn called(text: &Text<'_>, found: &mut Found) {
    static CALLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?i:\b(?:(user ?names?|user[- ]?id|login(?:[- ]?names?)?|log-?in|user accounts?|screen ?name|handle|nickname|nick|gamertag|psn(?:[- ]?id)?|xbox|twitch|tik ?tok|ig|snap|skype(?:[- ]?(?:name|id))?|insta(?:gram)?|telegram|discord|snapchat|steam(?:[- ]?(?:id|name))?|benutzer(?:namen?|kennung|konto)|nutzer(?:namen?|kennung)|anmeldenamen?|kennung|nom d['’]utilisateur|pseudo|apodo|alcunha|alias|bijnaam|spitzname|surnom|soprannome|identifiant(?: de connexion)?|(?:nombre de )?usuario|nome ?utente|utente|nome de (?:usu[áa]rio|utilizador)|usu[áa]rio|utilizador|gebruikers ?naam|inlognaam|gebruiker|uid|userid|compte|account|user|benutzer|nutzer|utilisateur))\b)((?:(?:[ ]\p{L}[\p{L}\-]*){0,3}[ ]?[:=][ ]?|[ ](?i:is|ist|lautet|heet|heißt|heisst|s['’]appelle|se llama|si chiama|chama-se|est|c['’]est|es|era|[èé]|name|heißt|heisst|called|named|won't|was|war)[ :]{1,3}|['’]s[ ]|[ ])(?i:(?:mein|my|mon|mi|il|o|de|der|the|mijn|meu) )?)["'„“«<]?([A-Za-z0-9][A-Za-z0-9_.\-#\\]{1,38}[A-Za-z0-9])"#,
        )
    });
    // A label may be the value of the one before: "login on the server: user name anna_k".
    let mut at = 0;
    while let Some(captures) = CALLED.captures_at(text.text, at) {
        let (Some(word), Some(link), Some(value)) =
            (captures.get(1), captures.get(2), captures.get(3))
        else {
            break;
        };
        at = word.end();
        let announced = link.as_str().contains([':', '=']) || link.as_str().trim().len() > 1;
        // Behind a colon what is called a user is one, whatever it looks like.
        let lower = word.as_str().to_lowercase();
        let user = ["utili", "usu", "utente", "gebruik", "identif", "benutzer", "nutzer", "user"];
        let named = link.as_str().contains(':') && user.iter().any(|user| lower.contains(user));
        let kind = if named { "login" } else { word.as_str() };
        if looks_made_up(value.as_str(), announced, kind) && !label(value.as_str()) {
            found.add(KIND.id, value.start(), value.end(), 0.87);
        }
    }
}

/// A word that announces a name or password itself.
fn label(word: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:{}|{}|e-?mail|name|id)$",
            user_words::LABELS,
            secret_words::PASSWORDS
        ))
    });
    LABEL.is_match(word)
}

/// The name of a file.
pub(super) fn file(word: &str) -> bool {
    static FILE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\.(?:pdf|docx?|xlsx?|csv|tsv|png|jpe?g|txt|zip|exe|log|json|xml|html?|js|py|sql|cfg|ini|dll|bak|mp[34]|pptx?|gif|svg|md|yml|yaml|sh|bat|msi|dmg|eml|ics)$",
        )
    });
    FILE.is_match(word)
}

/// A word with digits, lines or points inside; behind a colon also one in small letters that no
/// sentence goes on with.
fn looks_made_up(value: &str, announced: bool, word: &str) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let digit = value.chars().any(|c| c.is_ascii_digit());
    let line = value.contains(['_', '.', '\\', '#']);
    let lower = word.to_lowercase();
    let strong =
        ["name", "kennung", "pseudo", "login", "nick", "gamertag", "psn", "apodo", "alcunha"]
            .iter()
            .any(|known| lower.contains(known));
    let common = super::name_lists::is_word(value);
    letters >= 2
        && (line && letters >= 3 && !value.contains("..")
            || digit && (letters >= 3 || announced)
            || announced && strong && !common && value.len() >= 4)
}

/// The name of a wireless network.
fn network(text: &Text<'_>, at: usize) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?i)(?:^|[^\p{L}])(?:network|ssid|netz(?:werk)?|wlan|wi-?fi|r[ée]seau|red|rete|rede|netwerk)(?: (?:is|ist|est|es|è|é|named|heißt))?[ :"'„“«]{1,3}$"#,
        )
    });
    BEFORE.is_match(text.before(at, 26))
}

/// A point or digit beside the line, a single letter before it, or a name among its parts.
fn someones(word: &str) -> bool {
    let initial = word.find('_') == Some(1);
    let name = word
        .split(['_', '.'])
        .any(|part| part.len() >= 3 && super::name_lists::known(&part.to_lowercase()));
    initial || name || word.contains('.') || word.ends_with(|c: char| c.is_ascii_digit())
}
