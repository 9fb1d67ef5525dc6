//! The properties of a word that choose its endings: back or front vowels, and the final sound.
//!
//! «Rules» are «Қазақ тілі емлесінің ережелері», the rules of orthography, in their chapter on endings.

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
        // Rules: a final б, в, г or д of a loanword takes the endings of a voiceless sound (клубқа, активке).
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
pub(crate) fn is_full_vowel(letter: char) -> bool {
    is_back_vowel(letter) || is_front_vowel(letter)
}

/// Returns whether a letter is any vowel or can be one.
pub(crate) fn is_vowel(letter: char) -> bool {
    is_full_vowel(letter) || matches!(letter, 'и' | 'у' | 'ю')
}

fn is_back_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'о' | 'ұ' | 'ы' | 'я')
}

/// Rules: endings are always front after ё and э of the last syllable (актёрге, дуэті).
fn is_front_vowel(letter: char) -> bool {
    matches!(letter, 'ә' | 'ө' | 'ү' | 'і' | 'е' | 'э' | 'ё')
}

/// Rules: after these final letters of loanwords endings are always front (паркке, хирургтер, факті, митингі, ансамблі,
/// октябрьде, округке, импульсі). After -ог they are back, as its vowel says (педагогтар).
const FRONT_ENDS: [&str; 17] =
    ["рк", "рг", "нк", "нг", "лк", "лг", "кс", "кт", "пт", "фт", "ск", "кл", "бль", "брь", "льс", "уг", "ук"];
/// How Kazakh names with front vowels end before -ов: Алдабергенов, Кенжебеков. Names with letters of their own need no list.
const KAZAKH_BEFORE_OV: [&str; 5] = ["бек", "ген", "кен", "сен", "мет"];

/// Returns the harmony of a word, by its final letters or its last vowel that has one.
pub(crate) fn harmony(word: &str) -> Harmony {
    let is_name = word.rsplit([' ', '-']).next().is_some_and(|last| last.starts_with(char::is_uppercase));
    let word = word.to_lowercase();
    // Rules: after х endings are always back (цехқа, тарихта, шейхтар).
    if word.ends_with('х') {
        return Harmony::Back;
    }
    if FRONT_ENDS.iter().any(|end| word.ends_with(end)) {
        return Harmony::Front;
    }
    // Names of rivers and places in -су, «water»: Жетісуда.
    if is_name && word.ends_with("су") {
        return Harmony::Back;
    }
    // Surnames in -ев, and Kazakh ones in -ов, agree with the name before the suffix: Тоқаевтың, Әлиевтің, Әуезовтің. Others
    // agree with -ов: Петровтың.
    let is_kazakh = |name: &&str| {
        name.contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'і'])
            || KAZAKH_BEFORE_OV.iter().any(|end| name.ends_with(end))
    };
    let surname = word.strip_suffix("ов").filter(is_kazakh).or_else(|| word.strip_suffix("ев"));
    let word = surname.filter(|name| is_name && name.contains(is_vowel)).unwrap_or(&word);
    // -ь, but for polysyllables in -арь and -орь: рубльдер, рольге; but секретарьға.
    let vowels = word.chars().filter(|letter| is_vowel(*letter)).count();
    if word.ends_with('ь') && !(vowels > 1 && (word.ends_with("рь") || word.ends_with("сть"))) {
        return Harmony::Front;
    }
    by_last_vowel(last_word(word))
}

/// Returns the last word of a compound: жер-су, су. A last part without a vowel does not count.
fn last_word(text: &str) -> &str {
    text.rsplit([' ', '-']).find(|word| word.contains(is_vowel)).unwrap_or(text)
}

fn by_last_vowel(word: &str) -> Harmony {
    let mut letters = word.chars().rev().enumerate().peekable();
    while let Some((at, letter)) = letters.next() {
        let before = letters.peek().map(|(_, before)| *before);
        match letter {
            // қи- and ғи- are back: қ and ғ occur only beside back vowels.
            'и' if matches!(before, Some('қ' | 'ғ')) => return Harmony::Back,
            // A final и of a Kazakh word agrees with the vowel before it: Мұқағалиға, ылдиға; but таксиге.
            'и' if at == 0 && word.contains(['қ', 'ғ', 'ұ', 'ы']) => {}
            'и' => return Harmony::Front,
            // The -у of a verb has the harmony of its stem: оқу, оқуы; сөйлеу, сөйлеуі.
            'у' | 'ю' if at == 0 => {}
            // After a vowel у is a consonant (Сеулде).
            'у' if before.is_some_and(is_full_vowel) => {}
            // After a consonant ю is a front vowel (костюмге), elsewhere it stands for йу (союзға).
            'ю' if before.is_some_and(|before| !is_vowel(before)) => return Harmony::Front,
            'у' | 'ю' => return Harmony::Back,
            letter if is_front_vowel(letter) => return Harmony::Front,
            letter if is_back_vowel(letter) => return Harmony::Back,
            _ => {}
        }
    }
    Harmony::Back
}

/// Returns whether a word of several syllables has ә in its last one. Rules: endings with а or е are back after it, and
/// those with ы or і front (кінәға, кінәні; күмәнда, күмәннің). Words of one syllable follow the rule of harmony (әнге).
pub(super) fn has_late_ae(word: &str) -> bool {
    let last = word.rsplit([' ', '-']).next().unwrap_or_default();
    let mut vowels = letters_from_the_end(last).filter(|letter| is_vowel(*letter));
    vowels.next() == Some('ә') && vowels.next().is_some()
}

fn letters_from_the_end(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().rev().map(|letter| letter.to_lowercase().next().unwrap_or(letter))
}
