//! The 42 Cyrillic letters of Kazakh, the letters that look like them, and the letters that learners and Russian
//! keyboards type instead.

/// The alphabet in its official order, in lower case.
pub const LETTERS: [char; 42] = [
    'а', 'ә', 'б', 'в', 'г', 'ғ', 'д', 'е', 'ё', 'ж', 'з', 'и', 'й', 'к', 'қ', 'л', 'м', 'н', 'ң', 'о', 'ө',
    'п', 'р', 'с', 'т', 'у', 'ұ', 'ү', 'ф', 'х', 'һ', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'і', 'ь', 'э', 'ю', 'я',
];

/// Returns the Kazakh Cyrillic letter that a Latin or foreign letter looks like on a screen.
pub fn look_alike(letter: char) -> Option<char> {
    Some(match letter {
        'a' | 'A' => 'а',
        'B' => 'в',
        'c' | 'C' => 'с',
        'e' | 'E' => 'е',
        'h' => 'һ',
        'H' => 'н',
        'i' | 'I' | 'ї' | 'Ї' => 'і',
        'k' | 'K' => 'к',
        'm' | 'M' => 'м',
        'o' | 'O' => 'о',
        'p' | 'P' => 'р',
        't' | 'T' => 'т',
        'x' | 'X' => 'х',
        'y' => 'у',
        'Y' => 'ү',
        'ə' | 'Ə' => 'ә',
        'ɵ' | 'Ɵ' => 'ө',
        'ҡ' | 'Ҡ' | 'ӄ' | 'Ӄ' => 'қ',
        'ҥ' | 'Ҥ' | 'ӊ' | 'Ӊ' | 'ӈ' | 'Ӈ' => 'ң',
        _ => return None,
    })
}

/// Returns the representative of the letters that learners confuse with a letter: қ/к, ғ/г, ң/н, ө/о, ұ/ү/у, і/и/й, ә/а,
/// һ/х, ё/е. The representative is the letter that Russian has too. Other letters represent themselves.
pub fn confusable_class(letter: char) -> char {
    match letter {
        'қ' => 'к',
        'ғ' => 'г',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'і' | 'й' => 'и',
        'ә' => 'а',
        'һ' => 'х',
        'ё' => 'е',
        other => other,
    }
}

/// Whether learners mix two letters: they are of one [class](confusable_class), or Russian writes for one sound of the
/// pair what Kazakh writes with the other: ы/і, э/е, э/ә, я/ә, ю/ү, ё/ө.
pub fn are_confusable(one: char, other: char) -> bool {
    const MIXED: [(char, char); 6] = [('ы', 'і'), ('э', 'е'), ('э', 'ә'), ('я', 'ә'), ('ю', 'ү'), ('ё', 'ө')];
    confusable_class(one) == confusable_class(other)
        || MIXED.contains(&(one, other))
        || MIXED.contains(&(other, one))
}

/// Whether a letter is in the Unicode blocks Cyrillic or Cyrillic Supplement.
pub fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

/// Whether a letter is missing from a Russian keyboard.
pub fn is_specific(letter: char) -> bool {
    matches!(letter, 'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і')
}

/// Pairs of words that differ only in confusable letters, so that typing one of them is never a slip for the other. These
/// are the pairs that learners hear as the same word. The [lexicon](crate::lexicon) contains more.
pub const MINIMAL_PAIRS: [(&str, &str); 24] = [
    ("үш", "ұш"),
    ("он", "өн"),
    ("қол", "көл"),
    ("он", "оң"),
    ("торт", "төрт"),
    ("күз", "құз"),
    ("күл", "құл"),
    ("үн", "ұн"),
    ("болу", "бөлу"),
    ("ұру", "үру"),
    ("ал", "әл"),
    ("тоң", "тон"),
    ("ор", "өр"),
    ("тор", "төр"),
    ("сан", "сән"),
    ("күн", "күң"),
    ("дін", "дің"),
    ("тоқ", "ток"),
    ("түз", "тұз"),
    ("түс", "тұс"),
    ("ору", "өру"),
    ("тозу", "төзу"),
    ("тану", "таңу"),
    ("қулық", "құлық"),
];
