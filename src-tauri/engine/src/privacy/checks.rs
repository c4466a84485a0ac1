//! Checksums of numbers that are given to people and their accounts.

/// The digits of a text, marks and blanks left out.
pub(super) fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// Letters and digits in capitals, all else left out.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum()
}

fn number(digits: &[u32]) -> u64 {
    digits.iter().fold(0, |n, d| n * 10 + u64::from(*d))
}

/// ISO/IEC 7812: payment cards, and several others.
pub(super) fn luhn(digits: &[u32]) -> bool {
    let doubled = |(i, d): (usize, &u32)| match i % 2 {
        0 => *d,
        _ => d * 2 - if *d > 4 { 9 } else { 0 },
    };
    !digits.is_empty()
        && digits.iter().rev().enumerate().map(doubled).sum::<u32>().is_multiple_of(10)
}

/// ISO 13616: IBAN.
pub(super) fn iban(text: &str) -> bool {
    let plain = plain(text);
    if !(15..=34).contains(&plain.len()) {
        return false;
    }
    let (head, tail) = plain.split_at(4);
    let rest = tail.chars().chain(head.chars()).fold(0, |rest: u32, c| match c.to_digit(36) {
        Some(value) if value > 9 => (rest * 100 + value) % 97,
        Some(value) => (rest * 10 + value) % 97,
        None => rest,
    });
    rest == 1
}

/// German tax identification number, 11 digits, ISO 7064 MOD 11,10; of the first ten, one digit
/// stands two or three times.
pub(super) fn german_tax(d: &[u32]) -> bool {
    if d.len() != 11 || d[0] == 0 {
        return false;
    }
    let mut counts = [0; 10];
    d[..10].iter().for_each(|digit| counts[*digit as usize] += 1);
    let most = counts.iter().max().copied().unwrap_or(0);
    let repeated = counts.iter().filter(|count| **count > 1).count();
    (2..=3).contains(&most) && repeated == 1 && mod_11_10(d)
}

/// ISO 7064 MOD 11,10 over all digits, the last being the check digit.
pub(super) fn mod_11_10(d: &[u32]) -> bool {
    let Some((check, rest)) = d.split_last() else { return false };
    let product = rest.iter().fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == *check
}

/// German health insurance number: a letter and nine digits.
pub(super) fn german_health(text: &str) -> bool {
    let plain = plain(text);
    let Some(letter) = plain.chars().next().filter(char::is_ascii_uppercase) else { return false };
    let rest = digits(plain.get(1..).unwrap_or_default());
    if rest.len() != 9 || plain.len() != 10 {
        return false;
    }
    let place = u32::from(letter) - 64;
    let all: Vec<u32> = [place / 10, place % 10].into_iter().chain(rest).collect();
    let sum: u32 = all[..10]
        .iter()
        .enumerate()
        .map(|(i, d)| {
            let value = d * (1 + i as u32 % 2);
            value / 10 + value % 10
        })
        .sum();
    sum % 10 == all[10]
}

/// German pension insurance number: 8 digits, a letter, 3 digits.
pub(super) fn german_pension(text: &str) -> bool {
    let plain = plain(text);
    if plain.len() != 12 {
        return false;
    }
    let Some(letter) = plain.chars().nth(8).filter(char::is_ascii_uppercase) else { return false };
    let place = u32::from(letter) - 64;
    let head = digits(plain.get(..8).unwrap_or_default());
    let tail = digits(plain.get(9..).unwrap_or_default());
    if head.len() != 8 || tail.len() != 3 {
        return false;
    }
    let all: Vec<u32> =
        head.into_iter().chain([place / 10, place % 10, tail[0], tail[1]]).collect();
    let weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let cross = |n: u32| n / 10 + n % 10;
    let sum: u32 = all.iter().zip(weights).map(|(d, w)| cross(d * w)).sum();
    sum % 10 == tail[2]
}

/// UK NHS number: 10 digits, modulus 11.
pub(super) fn nhs(d: &[u32]) -> bool {
    d.len() == 10 && {
        let check = 11 - weighted(&d[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        check != 10 && check % 11 == d[9]
    }
}

/// French social security number (NIR), 13 digits and a key of 2; Corsica counts with letters.
pub(super) fn french(text: &str) -> bool {
    let plain = plain(text);
    if plain.len() != 15 {
        return false;
    }
    let corsica = match plain.get(5..7) {
        Some("2A") => 1_000_000,
        Some("2B") => 2_000_000,
        _ => 0,
    };
    let body = plain.replace(['A', 'B'], "0");
    let d = digits(&body);
    if d.len() != 15 || !matches!(d[0], 1..=4 | 7 | 8) {
        return false;
    }
    let value = number(&d[..13]).saturating_sub(corsica);
    97 - value % 97 == number(&d[13..])
}

/// Italian codice fiscale, 16 letters and digits, the last one the check.
pub(super) fn italian(text: &str) -> bool {
    const ODD: [u32; 36] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3,
        6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
    ];
    let plain = plain(text);
    if plain.len() != 16 {
        return false;
    }
    let values: Vec<u32> = plain.chars().filter_map(|c| c.to_digit(36)).collect();
    let sum: u32 = values[..15]
        .iter()
        .enumerate()
        .map(|(i, value)| match i % 2 {
            0 => ODD.get(*value as usize).copied().unwrap_or(0),
            _ => {
                if *value > 9 {
                    value - 10
                } else {
                    *value
                }
            }
        })
        .sum();
    plain.chars().last().map(u32::from) == Some(65 + sum % 26)
}

/// Spanish DNI (8 digits and a letter) or NIE (X, Y or Z, 7 digits and a letter).
pub(super) fn spanish(text: &str) -> bool {
    let plain = plain(text);
    if plain.len() != 9 {
        return false;
    }
    let body = match plain.chars().next() {
        Some('X') => format!("0{}", &plain[1..8]),
        Some('Y') => format!("1{}", &plain[1..8]),
        Some('Z') => format!("2{}", &plain[1..8]),
        _ => plain[..8].to_string(),
    };
    let letters = b"TRWAGMYFPDXBNJZSQVHLCKE";
    body.parse::<usize>().is_ok_and(|n| plain.as_bytes()[8] == letters[n % 23])
}

/// Portuguese NIF, 9 digits.
pub(super) fn portuguese(d: &[u32]) -> bool {
    d.len() == 9 && d[0] != 0 && d[0] != 4 && {
        let rest = weighted(&d[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        d[8] == if rest < 2 { 0 } else { 11 - rest }
    }
}

/// Dutch BSN, 9 digits (8 with the first zero left out).
pub(super) fn dutch(d: &[u32]) -> bool {
    let sum = |d: &[u32]| {
        let plus = weighted(&d[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
        plus % 11 == d[8] && plus > 0
    };
    match d.len() {
        9 => sum(d),
        8 => sum(&[&[0], d].concat()),
        _ => false,
    }
}

/// Belgian national number, 11 digits, modulus 97; those born from 2000 on count a 2 before.
pub(super) fn belgian(d: &[u32]) -> bool {
    d.len() == 11 && (1..=12).contains(&(number(&d[2..4]) % 20)) && {
        let (body, key) = (number(&d[..9]), number(&d[9..]));
        97 - body % 97 == key || 97 - (2_000_000_000 + body) % 97 == key
    }
}

/// Austrian social insurance number: 10 digits, the fourth one the check, then a date.
pub(super) fn austrian(d: &[u32]) -> bool {
    d.len() == 10 && d[0] != 0 && (1..=31).contains(&number(&d[4..6])) && {
        let sum = weighted(d, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]);
        (1..=15).contains(&number(&d[6..8])) && sum % 11 == d[3]
    }
}

/// Swiss insurance number: 13 digits that begin with 756, EAN-13.
pub(super) fn swiss(d: &[u32]) -> bool {
    d.len() == 13 && d.starts_with(&[7, 5, 6]) && {
        let sum: u32 = d.iter().enumerate().map(|(i, d)| d * if i % 2 == 0 { 1 } else { 3 }).sum();
        sum.is_multiple_of(10)
    }
}

/// Brazilian CPF, 11 digits, the last two the checks.
pub(super) fn brazilian(d: &[u32]) -> bool {
    let check = |body: &[u32]| {
        let top = body.len() as u32 + 1;
        let sum: u32 = body.iter().enumerate().map(|(i, d)| d * (top - i as u32)).sum();
        sum * 10 % 11 % 10
    };
    d.len() == 11
        && d.iter().any(|digit| *digit != d[0])
        && check(&d[..9]) == d[9]
        && check(&d[..10]) == d[10]
}

/// US social security number: 3, 2 and 4 digits; it has rules, and no checksum.
pub(super) fn american(d: &[u32]) -> bool {
    d.len() == 9
        && !matches!(number(&d[..3]), 0 | 666 | 900..)
        && number(&d[3..5]) != 0
        && number(&d[5..]) != 0
}

/// Spanish account before the IBAN (CCC): bank and branch, two checks, ten digits.
pub(super) fn spanish_account(d: &[u32]) -> bool {
    const WEIGHTS: [u32; 10] = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
    let check = |digits: &[u32]| match 11 - weighted(digits, &WEIGHTS) % 11 {
        11 => 0,
        10 => 1,
        other => other,
    };
    d.len() == 20
        && d.iter().any(|digit| *digit != d[0])
        && check(&[&[0, 0], &d[..8]].concat()) == d[8]
        && check(&d[10..]) == d[9]
}

/// Portuguese account before the IBAN (NIB), modulus 97 over all its 21 digits.
pub(super) fn portuguese_account(d: &[u32]) -> bool {
    d.len() == 21 && rest_97(d) == 1 && d.iter().any(|digit| *digit != 0)
}

/// French account before the IBAN (RIB), 23 digits, the last two the key.
pub(super) fn french_account(d: &[u32]) -> bool {
    if d.len() != 23 {
        return false;
    }
    let part = |from: usize, to: usize| number(&d[from..to]);
    (89 * part(0, 5) + 15 * part(5, 10) + 3 * part(10, 21) + part(21, 23)).is_multiple_of(97)
}

/// The rest of a long number by 97.
fn rest_97(d: &[u32]) -> u32 {
    d.iter().fold(0, |rest, digit| (rest * 10 + digit) % 97)
}

/// German identity card or passport: letters and digits, weights 7 3 1, the last one the check.
pub(super) fn document(text: &str) -> bool {
    let values: Vec<u32> = plain(text).chars().filter_map(|c| c.to_digit(36)).collect();
    let Some((check, body)) = values.split_last() else { return false };
    let weights = [7, 3, 1].into_iter().cycle();
    body.iter().zip(weights).map(|(v, w)| v * w).sum::<u32>() % 10 == *check
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published examples of the authorities and of encyclopaedias.
    #[test]
    fn known_numbers_pass_and_one_wrong_digit_does_not() {
        assert!(iban("DE89 3704 0044 0532 0130 00") && !iban("DE88 3704 0044 0532 0130 00"));
        assert!(iban("GB29NWBK60161331926819") && iban("FR1420041010050500013M02606"));
        assert!(luhn(&digits("4111 1111 1111 1111")) && !luhn(&digits("4111 1111 1111 1112")));
        assert!(german_tax(&digits("86095742719")) && german_tax(&digits("47036892816")));
        assert!(!german_tax(&digits("86095742718")));
        assert!(german_health("A123456780") && !german_health("A123456781"));
        assert!(german_pension("65170839J003") && !german_pension("65170839J004"));
        assert!(nhs(&digits("943 476 5919")) && !nhs(&digits("943 476 5918")));
        assert!(french("2 55 08 14 168 025 38") && !french("2 55 08 14 168 025 39"));
        assert!(italian("RSSMRA85T10A562S") && !italian("RSSMRA85T10A562T"));
        assert!(spanish("12345678Z") && spanish("X1234567L") && !spanish("12345678A"));
        assert!(portuguese(&digits("123456789")) && !portuguese(&digits("123456788")));
        assert!(dutch(&digits("111222333")) && !dutch(&digits("111222334")));
        assert!(belgian(&digits("85.07.30-033.28")) && !belgian(&digits("85.07.30-033.29")));
        assert!(austrian(&digits("1237 010180")) && !austrian(&digits("1238 010180")));
        assert!(swiss(&digits("756.9217.0769.85")) && !swiss(&digits("756.9217.0769.84")));
        assert!(brazilian(&digits("529.982.247-25")) && !brazilian(&digits("529.982.247-26")));
        assert!(american(&digits("078-05-1120")) && !american(&digits("000-05-1120")));
        assert!(document("T220001293"));
    }

    #[test]
    fn corsica_has_letters_in_its_numbers() {
        // 2A counts as 19, 2B as 18, in the sixth and seventh place.
        let key = |text: &str, less: u64| {
            let n: u64 = text.replace(['A', 'B'], "0").parse().unwrap();
            97 - (n - less) % 97
        };
        let body = "185032A004006";
        assert!(french(&format!("{body}{:02}", key(body, 1_000_000))));
        let body = "185032B004006";
        assert!(french(&format!("{body}{:02}", key(body, 2_000_000))));
    }
}
