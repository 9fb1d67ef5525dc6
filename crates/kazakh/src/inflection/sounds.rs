//! What the endings of a noun listen to: whether it is back or front, and the sound it ends in.

use crate::named::named;

named! {
    /// Үндестік заңы: whether a word takes back vowels (жуан) or front ones (жіңішке) in its endings.
    Harmony {
        /// Жуан: бала, балалар.
        Back = "back",
        /// Жіңішке: әке, әкелер.
        Front = "front",
    }
}

/// What a word ends in, as far as endings tell it apart.
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

/// The sound that a word ends in.
pub(crate) fn sound(word: &str) -> Sound {
    match letters_from_the_end(word).find(|letter| !matches!(letter, 'ь' | 'ъ')) {
        Some(letter) if is_full_vowel(letter) => Sound::Vowel,
        // The б, в, г, д at the end of a loan are spoken voiceless.
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

/// Whether an ending behind a letter begins as after a vowel. И, у and ю are none of these: they end in a glide, and
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

/// Back or front, by the last vowel that tells.
pub(crate) fn harmony(word: &str) -> Harmony {
    let mut letters = letters_from_the_end(word).enumerate().peekable();
    let last = letters.peek().map(|(_, letter)| *letter);
    let before_last = letters_from_the_end(word).nth(1);
    // рубльдер, автомобильдер
    if last == Some('ь') {
        return Harmony::Front;
    }
    // No back word ends in к or г: it is a loan, whose consonant is soft (банк, банктер; but ринг, рингтар).
    let soft = matches!(last, Some('к' | 'г'));
    if soft && !(last == Some('г') && matches!(before_last, Some('н' | 'р'))) {
        return Harmony::Front;
    }
    while let Some((at, letter)) = letters.next() {
        match letter {
            // қи- and ғи- are back: қ and ғ stand beside back vowels alone.
            'и' if matches!(letters.peek(), Some((_, 'қ' | 'ғ'))) => return Harmony::Back,
            'и' => return Harmony::Front,
            // The -у of a verb is as its stem is: оқу, оқуы; сөйлеу, сөйлеуі.
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
