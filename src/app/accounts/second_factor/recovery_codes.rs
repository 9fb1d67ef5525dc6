//! Recovery codes: each replaces a code of the app once.

use data_encoding::BASE32_NOPAD;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::domain::typed_code::read_code;
use crate::random;

/// The number of codes that an account gets at a time.
const NUMBER: usize = 10;
/// The length of a code without the hyphens: 80 bits.
const LENGTH: usize = 16;
/// The length of the groups in which a code is written.
const GROUP: usize = 4;

/// Generates codes such as `abcd-efgh-2345-mnop`.
pub(super) fn generate() -> Vec<SecretString> {
    std::iter::repeat_with(code).take(NUMBER).collect()
}

fn code() -> SecretString {
    let letters: Vec<char> = BASE32_NOPAD.encode(&random::bytes::<10>()).to_lowercase().chars().collect();
    let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.join("-").into()
}

/// Returns the hash under which the database stores a code. A plain hash is enough: 80 random bits cannot be guessed.
/// `None` if the text is not a code. It is read as [`read_code`] does; a 0 is read as O, a 1 as L and an 8 as B, because
/// Base32 has none of them.
pub(super) fn hash(text: &SecretString) -> Option<Vec<u8>> {
    let code = read_code(text.expose_secret(), LENGTH, |c| match c {
        '0' => Some('o'),
        '1' => Some('l'),
        '8' => Some('b'),
        'A'..='Z' | '2'..='7' => Some(c.to_ascii_lowercase()),
        _ => None,
    })?;
    Some(Sha256::digest(code).to_vec())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_different_and_are_read_however_they_are_typed() {
        let codes = generate();
        let hashes: BTreeSet<Vec<u8>> = codes.iter().map(|code| hash(code).unwrap()).collect();
        assert_eq!(hashes.len(), 10);
        let text = codes[0].expose_secret();
        assert_eq!((text.len(), text.matches('-').count()), (19, 3), "{text}");
        let typed_as = |from: &str, to: &str| {
            let key = |c: char| from.chars().position(|key| key == c).and_then(|at| to.chars().nth(at));
            text.chars().map(|c| key(c).unwrap_or(c)).collect::<String>()
        };
        for typed in [
            text.to_uppercase(),
            text.replace('-', ""),
            format!(" {} ", text.replace('-', " ")),
            text.replace('-', "–"),
            text.replace('-', "\u{2011}\u{200b}"),
            typed_as("olb", "018"),
            typed_as("abcehkmptxy", "авсенкмртху"),
            typed_as("abcdefghijklmnopqrstuvwxyz2345", "фисвуапршолдьтщзйкыегмцчняәіңғ"),
        ] {
            assert_eq!(hash(&typed.clone().into()), hash(&codes[0]), "{typed}");
        }
        for typed in ["", "123456", &text[..18], &format!("{text}a"), "абвг-абвг-абвг-абвг"] {
            assert_eq!(hash(&typed.to_owned().into()), None, "{typed}");
        }
    }
}
