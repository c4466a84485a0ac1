//! Addresses of computers and devices: IP and MAC.

use super::Kind;
use super::found::Found;
use super::text::{Text, pattern};
use regex::Regex;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "network",
    title: "IP and MAC addresses",
    placeholder: "DEVICE",
    example: "my laptop is 192.168.4.17",
    help: "Addresses of computers and devices in a network. Version numbers are left.",
    find,
};

fn find(text: &Text<'_>, found: &mut Found) {
    if !text.has_digits() {
        return;
    }
    v4(text, found);
    v6(text, found);
    static MAC: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?:(?::[0-9a-f]{2}){2})?|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}(?:(?:-[0-9a-f]{2}){2})?|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}|[0-9a-f]{6}-[0-9a-f]{6}|[0-9a-f]{2}(?: [0-9a-f]{2}){5}",
        )
    });
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i:\bmac\b(?:[ :=\-]|adresse?|address|is|ist){0,5})([0-9A-Fa-f]{12})\b")
    });
    for hit in MAC.find_iter(text.text) {
        // Pairs between blanks: only with a letter, else they are a phone number of France.
        let blank = hit.as_str().contains(' ');
        let letters = hit.as_str().chars().any(|c| c.is_ascii_alphabetic());
        let halves = hit.as_str().len() == 13;
        let sure = if letters { 0.96 } else { 0.85 };
        if text.stands_alone(hit.start(), hit.end())
            && (!(blank || halves) || letters && hit.as_str().chars().any(|c| c.is_ascii_digit()))
        {
            found.add(KIND.id, hit.start(), hit.end(), sure);
        }
    }
    for captures in BARE.captures_iter(text.text) {
        if let Some(hit) = captures.get(1) {
            found.add(KIND.id, hit.start(), hit.end(), 0.9);
        }
    }
}

fn v4(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?(?::[0-9]{2,5})?"));
    static NOT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:versi[oóòõ]n(?:e|s|en)?|vers[ãa]o|versie|v\.?|build|release|firmware|driver|treiber|update|patch|§|section|kapitel|chapter|abschnitt|ziffer|punkt|nr\.|software|rev\.?|revision|bios|kernel|chrome|office|ios|android|windows)[ .:#(]*$",
        )
    });
    for hit in FORM.find_iter(text.text) {
        let (start, mut end) = (hit.start(), hit.end());
        let address = hit.as_str().split(['/', ':']).next().unwrap_or_default();
        let Ok(parsed) = address.parse::<Ipv4Addr>() else { continue };
        if text.slice(end, text.text.len()).starts_with(|c: char| c.is_ascii_digit()) {
            end = start + address.len();
        }
        // One more part makes it a number of another sort: 1.2.3.4.5.
        let tail = text.after(end, 2);
        let longer = tail.starts_with('.')
            && tail.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
            || text.before(start, 2).ends_with('.')
                && text.before(start, 2).starts_with(|c: char| c.is_ascii_digit());
        let nobody = parsed.is_loopback()
            || parsed.is_unspecified()
            || parsed.is_broadcast()
            || matches!(parsed.octets(), [255, ..]);
        if text.stands_alone(start, end)
            && !longer
            && !nobody
            && !NOT.is_match(text.before(start, 24))
        {
            found.add(KIND.id, start, end, 0.95);
        }
    }
}

fn v6(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:[0-9]{1,3}\.){3}[0-9]{1,3})?(?:%[0-9a-z]+)?(?:/[0-9]{1,3})?",
        )
    });
    for hit in FORM.find_iter(text.text) {
        let address = hit.as_str().split(['%', '/']).next().unwrap_or_default();
        let Ok(parsed) = address.parse::<Ipv6Addr>() else { continue };
        let alone = text.stands_alone(hit.start(), hit.end());
        let signs = address.chars().filter(char::is_ascii_hexdigit).count();
        if alone && signs >= 4 && !parsed.is_loopback() && !parsed.is_unspecified() {
            found.add(KIND.id, hit.start(), hit.end(), 0.96);
        }
    }
}
