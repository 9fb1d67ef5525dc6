//! The properties of a word that choose its endings: back or front vowels, and the final sound.

use crate::named::named;

named! {
    /// Vowel harmony (үндестік заңы): whether the endings of a word have back vowels (жуан) or front vowels (жіңішке).
    Harmony {
        /// Жуан: бала, балалар.
        Back = "back",
        /// Жіңішке: әке, әкелер.
        Front = "front",
    }
}

/// The kind of the final sound of a word, as far as endings depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sound {
    /// А, е, ы, і …
    Vowel,
    /// К, қ, п, с, т, ш …
    Voiceless,
    /// М, н, ң.
    Nasal,
    /// З, ж.
    Hissing,
    /// Л.
    Lateral,
    /// Р, й, and the glides и, у, ю.
    Glide,
}

/// Returns the kind of the final sound of a word.
pub(crate) fn sound(word: &str) -> Sound {
    match letters_from_the_end(word).find(|letter| !matches!(letter, 'ь' | 'ъ')) {
        Some(letter) if is_full_vowel(letter) => Sound::Vowel,
        // A final б, в, г or д of a loanword is pronounced voiceless.
        Some(
            'к' | 'қ' | 'п' | 'с' | 'т' | 'ф' | 'х' | 'һ' | 'ц' | 'ч' | 'ш' | 'щ' | 'б' | 'в' | 'г' | 'ғ'
            | 'д',
        ) => Sound::Voiceless,
        Some('м' | 'н' | 'ң') => Sound::Nasal,
        Some('з' | 'ж') => Sound::Hissing,
        Some('л') => Sound::Lateral,
        _ => Sound::Glide,
    }
}

/// Returns whether an ending after this letter begins as after a vowel. И, у and ю do not count: they end in a glide and
/// take the endings of a consonant (су, суы; би, биі).
pub(super) fn is_full_vowel(letter: char) -> bool {
    is_back_vowel(letter) || is_front_vowel(letter)
}

fn is_back_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё')
}

fn is_front_vowel(letter: char) -> bool {
    matches!(letter, 'ә' | 'ө' | 'ү' | 'і' | 'е' | 'э')
}

/// Returns the harmony of a word, by its last vowel that has one.
pub(crate) fn harmony(word: &str) -> Harmony {
    let mut letters = letters_from_the_end(word).enumerate().peekable();
    let last = letters.peek().map(|(_, letter)| *letter);
    let before_last = letters_from_the_end(word).nth(1);
    // рубльдер, автомобильдер
    if last == Some('ь') {
        return Harmony::Front;
    }
    // No back word ends in к or г. Such a word is a loanword with a soft consonant (банк, банктер; but ринг, рингтар).
    let soft = matches!(last, Some('к' | 'г'));
    if soft && !(last == Some('г') && matches!(before_last, Some('н' | 'р'))) {
        return Harmony::Front;
    }
    while let Some((at, letter)) = letters.next() {
        match letter {
            // қи- and ғи- are back: қ and ғ occur only beside back vowels.
            'и' if matches!(letters.peek(), Some((_, 'қ' | 'ғ'))) => return Harmony::Back,
            'и' => return Harmony::Front,
            // The -у of a verb has the harmony of its stem: оқу, оқуы; сөйлеу, сөйлеуі.
            'у' | 'ю' if at == 0 => {}
            'у' | 'ю' => return Harmony::Back,
            letter if is_front_vowel(letter) => return Harmony::Front,
            letter if is_back_vowel(letter) => return Harmony::Back,
            _ => {}
        }
    }
    Harmony::Back
}

fn letters_from_the_end(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().rev().map(|letter| letter.to_lowercase().next().unwrap_or(letter))
}
