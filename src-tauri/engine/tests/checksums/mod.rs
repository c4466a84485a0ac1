//! Numbers of every sort that carry a checksum, made apart from the engine, as people write them.

/// The next of a row of numbers that look random and are the same every time.
pub struct Row(pub u64);

impl Row {
    pub fn digit(&mut self) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32 % 10
    }
    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| self.digit().to_string()).collect()
    }
}

/// Check digits by trying: `good` says whether a number with these digits passes.
fn completed(body: &str, places: usize, good: impl Fn(&str) -> bool) -> Option<String> {
    let most = 10_usize.pow(places as u32);
    (0..most).map(|check| format!("{body}{check:0places$}")).find(|whole| good(whole))
}

pub fn luhn(number: &str) -> bool {
    let value = |(i, c): (usize, char)| {
        let doubled = c.to_digit(10).unwrap() * (1 + i as u32 % 2);
        doubled / 10 + doubled % 10
    };
    number.chars().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}

fn remainder(text: &str) -> u32 {
    let digits: String = text.chars().map(|c| c.to_digit(36).unwrap().to_string()).collect();
    digits.chars().fold(0, |rest, c| (rest * 10 + c.to_digit(10).unwrap()) % 97)
}

fn sum(number: &str, weights: &[u32]) -> u32 {
    number.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum()
}

/// A number of every sort, written as its country writes it.
pub fn numbers(row: &mut Row) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (country, letters, length) in [
        ("DE", "", 18),
        ("FR", "", 23),
        ("ES", "", 20),
        ("IT", "X", 22),
        ("PT", "", 21),
        ("NL", "ABNA", 10),
        ("GB", "NWBK", 14),
        ("AT", "", 16),
        ("BE", "", 12),
        ("CH", "", 17),
    ] {
        let account = format!("{letters}{}", row.digits(length));
        let check = 98 - remainder(&format!("{account}{country}00"));
        all.push(("IBAN", format!("{country}{check:02}{account}")));
    }
    for (start, length) in [("4", 16), ("52", 16), ("37", 15), ("60", 16), ("36", 14)] {
        let body = format!("{start}{}", row.digits(length - start.len() - 1));
        all.push(("card", completed(&body, 1, luhn).unwrap()));
    }
    let nhs = |n: &str| sum(n, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11);
    all.extend(completed(&format!("9{}", row.digits(8)), 1, nhs).map(|n| ("NHS number", n)));
    all.extend(completed(&format!("2{}", row.digits(7)), 1, nif).map(|n| ("NIF", n)));
    all.extend(completed(&format!("1{}", row.digits(7)), 1, bsn).map(|n| ("BSN", n)));
    let body = format!("2{:02}{:02}{}", row.digit() + 50, row.digit() + 1, row.digits(8));
    all.push((
        "numéro de sécurité sociale",
        format!("{body}{:02}", 97 - body.parse::<u64>().unwrap() % 97),
    ));
    let dni = row.digits(8);
    let letter = b"TRWAGMYFPDXBNJZSQVHLCKE"[dni.parse::<usize>().unwrap() % 23] as char;
    all.push(("DNI", format!("{dni}{letter}")));
    let nie = row.digits(7);
    let first = row.digit() as usize % 3;
    let letter =
        b"TRWAGMYFPDXBNJZSQVHLCKE"[format!("{first}{nie}").parse::<usize>().unwrap() % 23] as char;
    all.push(("NIE", format!("{}{nie}{letter}", ["X", "Y", "Z"][first])));
    all.push(("codice fiscale", italian(row)));
    all.push(("CPF", brazilian(row)));
    all.push(("Steuer-ID", german(row)));
    all
}

pub fn nif(n: &str) -> bool {
    let rest = sum(&n[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    n.ends_with(&(if rest < 2 { 0 } else { 11 - rest }).to_string())
}

pub fn bsn(n: &str) -> bool {
    sum(&n[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == n[8..].parse::<u32>().unwrap()
}

pub fn french(n: &str) -> bool {
    let (body, key) = (n[..13].parse::<u64>().unwrap(), n[13..].parse::<u64>().unwrap());
    97 - body % 97 == key
}

/// Six consonants, a date, a town, and the letter that the odd and even places give.
fn italian(row: &mut Row) -> String {
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let consonant = |row: &mut Row| b"BCDFGLMNRS"[row.digit() as usize] as char;
    let mut code: String = (0..6).map(|_| consonant(row)).collect();
    let (year, month, day) = (row.digit(), row.digit() as usize, row.digit());
    code += &format!("{}{}", 3 + year % 6, row.digit());
    code.push(b"ABCDEHLMPR"[month] as char);
    code += &format!("{}{}", day % 3, 1 + row.digit() % 9);
    code.push(b"ABCDEFGHIL"[row.digit() as usize] as char);
    code += &format!("{}{}{}", row.digit(), row.digit(), row.digit());
    let value = |c: char| if c.is_ascii_digit() { c as u32 - 48 } else { c as u32 - 65 };
    let sum: u32 = code
        .chars()
        .enumerate()
        .map(|(i, c)| if i % 2 == 0 { ODD[value(c) as usize] } else { value(c) })
        .sum();
    code.push((65 + (sum % 26) as u8) as char);
    code
}

fn brazilian(row: &mut Row) -> String {
    let mut number = row.digits(9);
    for top in [10, 11] {
        let sum: u32 =
            number.chars().zip((2..=top).rev()).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
        number += &(sum * 10 % 11 % 10).to_string();
    }
    number
}

/// Ten digits of which one stands twice, and the check of ISO 7064 MOD 11,10.
fn german(row: &mut Row) -> String {
    let mut digits: Vec<u32> = (0..10).collect();
    for i in (1..10).rev() {
        digits.swap(i, (row.digit() * 10 + row.digit()) as usize % (i + 1));
    }
    digits[9] = digits[0];
    if digits[0] == 0 {
        digits[0] = digits[1];
        digits[1] = 0;
        digits[9] = digits[0];
    }
    let product = digits.iter().fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    let body: String = digits.iter().map(u32::to_string).collect();
    format!("{body}{}", (11 - product) % 10)
}

fn grouped(number: &str, sizes: &[usize], mark: &str) -> String {
    let signs: Vec<char> = number.chars().collect();
    let (mut parts, mut from) = (Vec::new(), 0);
    for size in sizes.iter().cycle() {
        if from >= signs.len() {
            break;
        }
        let to = (from + size).min(signs.len());
        parts.push(signs[from..to].iter().collect::<String>());
        from = to;
    }
    parts.join(mark)
}

/// A number as people write it: in one, in the groups of its country, with several marks.
pub fn written(name: &str, number: &str) -> Vec<String> {
    let sizes: &[usize] = match name {
        "IBAN" | "card" => &[4],
        "NHS number" => &[3, 3, 4],
        "NIF" | "BSN" => &[3],
        "numéro de sécurité sociale" => &[1, 2, 2, 2, 3, 3, 2],
        "DNI" => &[8, 1],
        "NIE" => &[1, 7, 1],
        "codice fiscale" => &[3, 3, 5, 5],
        "CPF" => &[3, 3, 3, 2],
        _ => &[2, 3, 3, 3],
    };
    let mut ways = vec![number.to_owned()];
    ways.extend([" ", "-", ".", "\u{a0}"].map(|mark| grouped(number, sizes, mark)));
    match name {
        "IBAN" | "codice fiscale" | "DNI" | "NIE" => ways.push(number.to_lowercase()),
        "CPF" => ways.push(format!(
            "{}-{}",
            grouped(&number[..9], &[3], "."),
            number.get(9..).unwrap_or_default()
        )),
        _ => {}
    }
    ways
}

pub const AROUND: &[&str] = &[
    "#",
    "N: #",
    "Please use # from now on, thanks.",
    "Bitte # verwenden (siehe oben).",
    "Voici le mien : #. Merci !",
    "hola, es # y nada más",
    "ecco (#), saluti",
    "segue «#»; obrigado",
    "graag \"#\" gebruiken",
    "ref\t#\tok",
    "Anna Example, #, 12 Mill Lane",
    "1) #\n2) other",
    "/#/",
    "#!",
    "N=#&x=1",
];
