//! The sounds of the letters of a word.

use crate::inflection::{Harmony, Noun, harmony, is_full_vowel, is_vowel};

/// One sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) symbol: &'static str,
    pub(super) is_vowel: bool,
}

const fn vowel(symbol: &'static str) -> Segment {
    Segment { symbol, is_vowel: true }
}

const fn consonant(symbol: &'static str) -> Segment {
    Segment { symbol, is_vowel: false }
}

/// A letter with its neighbours.
#[derive(Clone, Copy)]
struct Place<'a> {
    before: Option<char>,
    letter: char,
    after: &'a str,
    /// Whether и and у are the single vowels of a loanword.
    is_loanword: bool,
    /// Whether the word has back vowels.
    is_back: bool,
}

/// Returns the sounds of a word in lower case.
pub(super) fn segments(word: &str) -> Vec<Segment> {
    let flag = Noun::look_up(word).flags().harmony;
    let is_back = flag.unwrap_or_else(|| harmony(word)) == Harmony::Back;
    let is_loanword = is_loanword(word);
    let mut found = Vec::new();
    let mut before = None;
    for (at, letter) in word.char_indices() {
        let after = word.get(at + letter.len_utf8()..).unwrap_or_default();
        let place = Place { before, letter, after, is_loanword, is_back };
        found.extend(place.vowel().unwrap_or_else(|| place.consonant()));
        before = Some(letter);
    }
    found
}

/// Returns whether a word is a loanword by its letters: one that Kazakh words do not have, о after the first syllable, -ия,
/// or consonants that no Kazakh word begins with. Rules: и and у of such words are single vowels (институт, кино).
fn is_loanword(word: &str) -> bool {
    let mut letters = word.chars();
    let begins_with_group = letters.next().is_some_and(|letter| !is_vowel(letter))
        && letters.next().is_some_and(|letter| !is_vowel(letter));
    let has_late_o = word.chars().filter(|letter| is_vowel(*letter)).skip(1).any(|vowel| vowel == 'о');
    // химия, Азия; but әулия
    let ends_in_ia = word.ends_with("ия") && word.chars().filter(|letter| is_vowel(*letter)).count() > 2;
    let has_own_letters = word.contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'і']);
    word.contains(['в', 'ф', 'ц', 'ч', 'ъ', 'ь', 'э', 'ё'])
        || begins_with_group
        || has_late_o
        || word.contains("нст")
        || (ends_in_ia && !has_own_letters)
}

impl Place<'_> {
    fn next(self) -> Option<char> {
        self.after.chars().next()
    }

    /// Whether ь or ъ stands before the letter.
    fn is_parted(self) -> bool {
        matches!(self.before, Some('ь' | 'ъ'))
    }

    fn vowel(self) -> Option<Vec<Segment>> {
        let is_first = self.before.is_none();
        // Rules: at the beginning of a word е, о and ө are spoken with a glide before them.
        let glided = |glide, symbol| {
            if is_first { vec![consonant(glide), vowel(symbol)] } else { vec![vowel(symbol)] }
        };
        Some(match self.letter {
            'а' => vec![vowel("ɑ")],
            'ә' => vec![vowel("æ")],
            'е' if self.is_parted() => vec![consonant("j"), vowel("e")],
            'е' => glided("j", "e"),
            'э' => vec![vowel("e")],
            'о' => glided("w", "o"),
            'ө' => glided("w", "ɵ"),
            'ұ' => vec![vowel("ʊ")],
            'ү' => vec![vowel("ʏ")],
            'ы' => vec![vowel("ə")],
            'і' => vec![vowel("ɪ")],
            'и' => self.letter_i(),
            'у' => self.letter_u(),
            // йа, йу, йо; after и the letter и has the glide already
            'я' | 'ю' | 'ё' => {
                let sound = match self.letter {
                    'я' => vec![vowel("ɑ")],
                    'ю' => self.narrow_and_glide(),
                    _ if is_first => vec![vowel("o")],
                    _ => vec![vowel("ɵ")],
                };
                // Rules: ь and ъ part the consonant from the glide (компьютер, объект).
                let has_glide =
                    self.before.is_none_or(|before| is_vowel(before) && (before != 'и' || self.is_loanword))
                        || self.is_parted();
                has_glide.then(|| consonant("j")).into_iter().chain(sound).collect()
            }
            _ => return None,
        })
    }

    /// Rules: и stands for ый or ій (қиын, биік). Before a vowel it has the harmony of that vowel.
    fn letter_i(self) -> Vec<Segment> {
        if self.is_loanword {
            return vec![vowel("i")];
        }
        let is_back = match self.after.chars().find(|letter| is_full_vowel(*letter)) {
            Some(next) => harmony(&next.to_string()) == Harmony::Back,
            None => self.is_back && !matches!(self.before, Some('р' | 'н')),
        };
        vec![vowel(if is_back { "ə" } else { "ɪ" }), consonant("j")]
    }

    /// Rules: у is a consonant after a vowel and at the beginning of a word before a vowel (тау, уақыт). Elsewhere it stands
    /// for ұу or үу (су, келу).
    fn letter_u(self) -> Vec<Segment> {
        let after_vowel = self.before.is_some_and(|before| is_vowel(before) && !matches!(before, 'у' | 'ю'));
        let begins = self.before.is_none() && self.next().is_some_and(is_vowel);
        if after_vowel || begins {
            return vec![consonant("w")];
        }
        self.narrow_and_glide()
    }

    fn narrow_and_glide(self) -> Vec<Segment> {
        if self.is_loanword {
            let is_front = self.letter == 'ю' && !self.is_back && !self.is_parted();
            return vec![vowel(if is_front { "ʏ" } else { "u" })];
        }
        let is_back = match self.after.chars().find(|letter| is_full_vowel(*letter)) {
            Some(next) => harmony(&next.to_string()) == Harmony::Back,
            None => self.is_back,
        };
        vec![vowel(if is_back { "ʊ" } else { "ʏ" }), consonant("w")]
    }

    fn consonant(self) -> Vec<Segment> {
        let is_last = self.after.is_empty();
        let symbol = match (self.letter, self.next()) {
            // Rules: н is spoken ң or м, с and з as ш or с, before these letters (түнгі, сенбі, басшы, сөзсіз).
            ('н', Some('г' | 'ғ' | 'к' | 'қ')) | ('ң', _) => "ŋ",
            ('н', Some('б' | 'п')) | ('м', _) => "m",
            ('н', _) => "n",
            ('с' | 'з', Some('ш')) | ('ш', _) => "ʃ",
            ('з', Some('с')) | ('с', _) => "s",
            ('з', _) => "z",
            // Rules: a final б, в, г or д of a loanword is voiceless (клуб).
            ('б', _) if is_last => "p",
            ('в', _) if is_last => "f",
            ('г', _) if is_last => "k",
            ('д', _) if is_last => "t",
            ('б', _) => "b",
            ('в', _) => "v",
            ('г', _) => "ɡ",
            ('д', _) => "d",
            ('ғ', _) => "ʁ",
            ('ж', _) => "ʒ",
            ('й', _) => "j",
            ('к', _) => "k",
            ('қ', _) => "q",
            ('л', _) => "l",
            ('п', _) => "p",
            ('р', _) => "r",
            ('т', _) => "t",
            ('ф', _) => "f",
            ('х', _) => "χ",
            ('һ', _) => "h",
            ('ц', _) => "t͡s",
            ('ч', _) => "t͡ʃ",
            ('щ', _) => return vec![consonant("ʃ"), consonant("ʃ")],
            _ => return Vec::new(),
        };
        vec![consonant(symbol)]
    }
}
