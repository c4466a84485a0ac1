//! E-mail addresses, also those written out against robots.

use super::Kind;
use super::found::Found;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "mails",
    title: "E-mail addresses",
    placeholder: "MAIL",
    example: "write to patient@example.org",
    help: "E-mail addresses, also with (at) and (dot).",
    find,
};

fn find(text: &Text<'_>, found: &mut Found) {
    static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?i)(?:"[^"\n]{1,40}"|[\p{L}\p{N}_](?:[\p{L}\p{N}._%+'&*/=?^{|}~!#$\-]*[\p{L}\p{N}_%+\-])?)@(?:\[[0-9.]{7,15}\]|(?:[\p{L}\p{N}](?:[\p{L}\p{N}\-]*[\p{L}\p{N}])?\.)+(?:xn--[a-z0-9]+|\p{L}{2,24}))"#,
        )
    });
    // Written out, or torn apart; the ending must be one that addresses have.
    static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
        let at = r"(?: ?[\[({<] ?(?:at|ät|@|arroba|chiocciola|arobase|apenstaartje) ?[\])}>] ?| (?:at|ät|arroba|chiocciola|arobase|apenstaartje) | ?@ ?)";
        let dot = r"(?: ?[\[({<] ?(?:dot|punkt|point|punto|ponto|punt|\.) ?[\])}>] ?| (?:dot|punkt|point|punto|ponto|punt) | ?\.)";
        let ending = r"(?:com|org|net|edu|info|eu|io|de|at|ch|fr|be|es|it|pt|br|nl|uk|co|ie|us|me|mail|example|test|gmx|biz|name|app|dev)";
        pattern(&format!(
            r"(?i)\b[\p{{L}}\p{{N}}_](?:[\p{{L}}\p{{N}}._\-]|{dot}){{0,40}}{at}[\p{{L}}\p{{N}}\-]{{2,40}}(?:{dot}[\p{{L}}\p{{N}}\-]{{2,20}}){{0,2}}{dot}{ending}\b"
        ))
    });
    for hit in PLAIN.find_iter(text.text) {
        found.add(KIND.id, hit.start(), hit.end(), 0.98);
    }
    for hit in SPOKEN.find_iter(text.text) {
        // "bin at home. it ...": a sentence, not an address.
        let words = hit.as_str().to_lowercase();
        if !words.contains(". ") && !words.contains(" www.") && !words.contains("@www.") {
            let sure = if hit.as_str().contains(['(', '[', '{', '@', '<']) { 0.95 } else { 0.8 };
            found.add(KIND.id, hit.start(), hit.end(), sure);
        }
    }
}
