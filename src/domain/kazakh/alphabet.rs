//! The 42 Cyrillic letters of Kazakh, the letters that look like them, and the letters that learners and
//! Russian keyboards put in their place.

/// The alphabet in its official order, lower case.
pub const LETTERS: [char; 42] = [
    'а', 'ә', 'б', 'в', 'г', 'ғ', 'д', 'е', 'ё', 'ж', 'з', 'и', 'й', 'к', 'қ', 'л', 'м', 'н', 'ң', 'о', 'ө',
    'п', 'р', 'с', 'т', 'у', 'ұ', 'ү', 'ф', 'х', 'һ', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'і', 'ь', 'э', 'ю', 'я',
];

/// The Cyrillic letter that a Latin or foreign letter is indistinguishable from on a screen, lower case.
pub fn look_alike(letter: char) -> Option<char> {
    Some(match letter {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        'h' => 'һ',
        'k' => 'к',
        'm' => 'м',
        't' => 'т',
        'ə' => 'ә',
        'ɵ' => 'ө',
        'i' | 'ї' => 'і',
        'ҡ' | 'ӄ' => 'қ',
        'ҥ' | 'ӊ' => 'ң',
        _ => return None,
    })
}

/// What a letter becomes when the letters that learners confuse are no longer told apart: қ/к, ғ/г, ң/н, ө/о,
/// ұ/ү/у, і/и/й, ә/а, һ/х.
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

/// Pairs that differ in one confusable letter and are both words: one is never a slip for the other.
pub const MINIMAL_PAIRS: [(&str, &str); 12] = [
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
    ("жұн", "жүн"),
];
