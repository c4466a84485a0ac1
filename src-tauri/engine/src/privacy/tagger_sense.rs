//! What a place of a kind must have, whatever the tagger makes of what stands around it.

/// Whether what stands there can be of this kind at all.
pub(super) fn sensible(kind: &str, body: &str) -> bool {
    let digits = body.chars().filter(char::is_ascii_digit).count();
    let letters = body.chars().filter(|c| c.is_alphabetic()).count();
    let words = body.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    match kind {
        "names" => letters >= 2 && digits == 0,
        // Said in words, it takes several.
        "phones" => digits >= 3 || digits == 0 && words >= 5,
        "addresses" => letters >= 4 && words >= 2 && (digits > 0 || words >= 3),
        "births" => birth(body, digits, letters),
        "records" | "accounts" => digits >= 2 && digits + letters >= 4,
        "cards" => digits >= 12,
        "network" => digits + letters >= 6 && words >= 4,
        "links" | "mails" => letters >= 4 && words >= 3,
        "users" => letters + digits >= 3,
        "secrets" => letters + digits >= 3,
        _ => true,
    }
}

/// A long number that passed no checksum, or the rules had found it: by itself it stands for no one.
pub(super) fn unchecked(kind: &str, body: &str) -> bool {
    let digits = body.chars().filter(char::is_ascii_digit).count();
    matches!(kind, "records" | "accounts" | "cards")
        && digits >= 9
        && !body.contains(char::is_alphabetic)
}

/// A date, a year or an age, in digits or in words.
fn birth(body: &str, digits: usize, letters: usize) -> bool {
    let whole = body.bytes().all(|byte| byte.is_ascii_digit());
    match digits {
        0 => letters >= 3,
        1..=2 => true,
        3 => !whole || body.starts_with('1'),
        4 if whole => ["18", "19", "20"].iter().any(|century| body.starts_with(century)),
        5 if whole => false,
        count => count <= 8,
    }
}
