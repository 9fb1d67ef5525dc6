//! Passwords: the form in which they are compared, and which ones are refused.

use unicode_normalization::UnicodeNormalization as _;
use zxcvbn::{Score, zxcvbn};

use crate::keyboard_layout::latin_key;
use crate::problem::Problem;

/// The minimum and the maximum length, in characters (NIST SP 800-63B).
const MIN_CHARS: usize = 8;
const MAX_CHARS: usize = 256;
/// The number of characters that are judged, because the time of the estimate grows with the cube of the length.
const JUDGED_CHARS: usize = 40;
/// Words that people in Kazakhstan choose first; zxcvbn knows only English ones.
const LOCAL_WORDS: &str = include_str!("../../data/password_words.txt");

/// Returns the form in which a password is hashed (NFKC): й typed as one character and as two is the same letter. A
/// text that is too long for a password is cut just beyond the maximum, so that it stays too long.
pub fn normalize_password(password: &str) -> String {
    password.nfkc().take(MAX_CHARS + 1).collect()
}

/// Refuses passwords that are too short, too long, or can be guessed with fewer than 10⁸ guesses, as zxcvbn estimates it,
/// by somebody who knows the names of the account. Names may be empty. May take a tenth of a second for hostile texts.
pub fn check_password(password: &str, names: [&str; 2]) -> Result<(), Problem> {
    let password = normalize_password(password);
    match password.chars().count() {
        ..MIN_CHARS => return Err(Problem::PasswordTooShort),
        MIN_CHARS..=MAX_CHARS => {}
        _ => return Err(Problem::PasswordTooLong),
    }
    let own: Vec<String> = names
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|text| normalize_password(text).to_lowercase())
        .collect();
    let parts = |text: &'_ String| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|part| part.len() > 2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let own_words: Vec<String> = own.iter().flat_map(parts).chain(own.iter().cloned()).collect();
    let judged: String = password.chars().take(JUDGED_CHARS).collect();
    let is_own = own.contains(&password.to_lowercase());
    if !is_own && !is_guessable(&judged, LOCAL_WORDS.lines().chain(own_words.iter().map(String::as_str))) {
        return Ok(());
    }
    let is_common = is_guessable(&judged, LOCAL_WORDS.lines());
    Err(if is_common { Problem::PasswordTooCommon } else { Problem::PasswordPersonal })
}

/// Whether a password is easy to guess, as it is or with the keyboard switched to the other alphabet.
fn is_guessable<'a>(password: &str, words: impl Iterator<Item = &'a str>) -> bool {
    let words: Vec<String> = words.flat_map(|word| [on_latin_keys(word), word.to_owned()]).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_weak = |typed: &str| zxcvbn(typed, &words).score() < Score::Three;
    let switched = on_latin_keys(password);
    is_weak(password) || (switched != password.to_lowercase() && is_weak(&switched))
}

fn on_latin_keys(text: &str) -> String {
    text.chars().map(latin_key).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(password: &str) -> Result<(), Problem> {
        check_password(password, ["aigul.serik@example.kz", "Айгүл Сейітқызы"])
    }

    #[test]
    fn a_password_is_the_same_however_its_letters_are_composed() {
        let (composed, decomposed) = ("Айбын ёлка йод", "Аи\u{306}бын е\u{308}лка и\u{306}од");
        assert_ne!(composed, decomposed);
        assert_eq!(normalize_password(composed), normalize_password(decomposed));
        assert_eq!(normalize_password("ｐａｓｓ"), "pass");
        assert_eq!(normalize_password("  spaces stay "), "  spaces stay ");
    }

    #[test]
    fn the_length_counts_characters() {
        assert_eq!(check("жеті жа"), Err(Problem::PasswordTooShort));
        assert_eq!(check("и\u{306}и\u{306}и\u{306}и\u{306}"), Err(Problem::PasswordTooShort));
        let long = "таудан аққан бұлақ жеті жұрт ".repeat(9);
        let of = |length: usize| long.chars().take(length).collect::<String>();
        assert_eq!(check(&of(256)), Ok(()));
        assert_eq!(check(&of(257)), Err(Problem::PasswordTooLong));
        assert_eq!(
            check(&"\u{fdfa}".repeat(100)),
            Err(Problem::PasswordTooLong),
            "18 characters each, composed"
        );
    }

    #[test]
    fn common_passwords_are_refused() {
        for weak in [
            "password",
            "password1",
            "Password1",
            "P@ssw0rd",
            "admin123",
            "qwerty12",
            "qwertyuiop",
            "iloveyou",
            "123123123",
            "12345678",
            "00000000",
            "aaaaaaaaaaaa",
            "abcdefgh",
            "19901990",
            "қазақстан",
            "Қазақстан",
            "қазақстан1",
            "казахстан",
            "Kazakhstan1",
            "qazaqstan2026",
            "йцукенгшщз",
            "ЙЦУКЕНГШ",
            "фывапролдж",
            "ячсмитьб",
            "gfhjkm123",
            "rfpf[cnfy",
            "пароль123",
            "құпиясөз",
            "алматы2026",
            "Almaty777",
            "сәлемсәлем",
            "привет123",
        ] {
            assert_eq!(check(weak), Err(Problem::PasswordTooCommon), "{weak}");
        }
    }

    #[test]
    fn the_accounts_own_words_are_refused() {
        for own in [
            "aigul.serik@example.kz",
            "Aigul.Serik@Example.KZ",
            "сейітқызы",
            "Сейітқызы1",
            "айгүл сейітқызы",
            "serikexample",
        ] {
            assert!(
                matches!(check(own), Err(Problem::PasswordPersonal | Problem::PasswordTooCommon)),
                "{own}: {:?}",
                check(own)
            );
        }
        assert_eq!(check("сейітқызы"), Err(Problem::PasswordPersonal));
        assert_eq!(check_password("сейітқызы", ["", ""]), Ok(()));
    }

    #[test]
    fn passphrases_are_accepted() {
        for good in [
            "таудан аққан бұлақ",
            "kelisim men birlik",
            "taudan aqqan bulaq",
            "bilim men onege",
            "жаңбырдан кейін",
            "Айбын ёлка йод 7",
            "correct horse battery staple",
            "💧🌷🐎🏔️🌙🔥🍎🎻",
            "v8K!mz0qR",
            "  сегіз таңба  ",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn estimates_take_little_time() {
        let started = std::time::Instant::now();
        for hostile in [
            "4@8({[</369&#!1|0$5+7%2z".repeat(10),
            "a1".repeat(128),
            "p4$$w0rd".repeat(32),
            "1/1/".repeat(64),
        ] {
            let _ = check(&hostile);
        }
        assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    }

    proptest! {
        #[test]
        fn any_text_is_judged(password in any::<String>()) {
            let _ = check(&password);
        }
    }
}
