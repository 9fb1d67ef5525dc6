//! The endings of nouns in their order: plural (көптік), possessive (тәуелдік) and case (септік жалғау).

use super::exceptions;
use super::sounds::{Harmony, Sound, harmony, is_full_vowel, sound};
use super::{Case, Flags, NounForm, Possessor};

/// Inflects a noun by the rules.
pub(super) fn inflect(lemma: &str, flags: Flags, form: NounForm) -> String {
    let mut word = Word { text: lemma.to_owned(), harmony: flags.harmony.unwrap_or_else(|| harmony(lemma)) };
    if flags.frozen {
        let possessor = form.possessor.unwrap_or(Possessor::Third);
        // отбасы, ауа райы: the lemma already has the ending of the third person.
        if form.plural || possessor != Possessor::Third {
            let bare = without_possessive(lemma);
            let whole = exceptions::with_dropped_vowel(&bare);
            let drops_vowel = whole.is_some();
            word.text = whole.unwrap_or(bare);
            word.add_number_and_possessor(Flags { drops_vowel, ..flags }, form.plural, Some(possessor));
        }
        word.add_case(form.case, Some(possessor));
        return word.text;
    }
    word.add_number_and_possessor(flags, form.plural, form.possessor);
    word.add_case(form.case, form.possessor);
    word.text
}

/// A word to which endings are added.
struct Word {
    text: String,
    harmony: Harmony,
}

impl Word {
    fn add_number_and_possessor(&mut self, flags: Flags, plural: bool, possessor: Option<Possessor>) {
        if plural {
            self.add_plural();
        }
        if let Some(possessor) = possessor {
            // The plural ending neither drops its vowel nor changes its consonant.
            let flags = if plural { Flags::default() } else { flags };
            self.add_possessor(possessor, flags);
        }
    }

    /// Returns а or е.
    fn wide(&self) -> char {
        match self.harmony {
            Harmony::Back => 'а',
            Harmony::Front => 'е',
        }
    }

    /// Returns ы or і.
    fn narrow(&self) -> char {
        match self.harmony {
            Harmony::Back => 'ы',
            Harmony::Front => 'і',
        }
    }

    /// Adds an ending that begins with a consonant.
    fn add(&mut self, ending: &str) {
        let mut ending = ending;
        if self.text.ends_with("ист") && ending.starts_with('т') {
            // журналист, журналистер
            ending = ending.strip_prefix('т').unwrap_or(ending);
        }
        self.undouble();
        self.text.push_str(ending);
    }

    /// Removes one of two equal final consonants, which loanwords lose before an ending: конгресс, конгрестер.
    fn undouble(&mut self) {
        let mut letters = self.text.chars().rev();
        if let (Some(last), Some(before)) = (letters.next(), letters.next())
            && last == before
            && "сл".contains(last)
        {
            self.text.pop();
        }
    }

    fn add_plural(&mut self) {
        let first = match sound(&self.text) {
            Sound::Vowel | Sound::Glide => 'л',
            Sound::Voiceless => 'т',
            Sound::Nasal | Sound::Hissing | Sound::Lateral => 'д',
        };
        self.add(&format!("{first}{}р", self.wide()));
    }

    fn add_possessor(&mut self, possessor: Possessor, flags: Flags) {
        let i = self.narrow();
        if sound(&self.text) == Sound::Vowel {
            let ending = match possessor {
                Possessor::FirstSingular => "м".to_owned(),
                Possessor::SecondFamiliar => "ң".to_owned(),
                Possessor::SecondPolite => format!("ң{i}з"),
                Possessor::Third => format!("с{i}"),
                Possessor::FirstPlural => format!("м{i}з"),
            };
            self.text.push_str(&ending);
            return;
        }
        self.prepare_for_vowel(flags);
        let ending = match possessor {
            Possessor::FirstSingular => format!("{i}м"),
            Possessor::SecondFamiliar => format!("{i}ң"),
            Possessor::SecondPolite => format!("{i}ң{i}з"),
            Possessor::Third => i.to_string(),
            Possessor::FirstPlural => format!("{i}м{i}з"),
        };
        self.text.push_str(&ending);
    }

    /// Changes the stem as it changes before a vowel. A final ь is dropped (рубль, рублі). A noun that drops its narrow
    /// vowel loses it (халық, халқы). Otherwise a final п, к, қ after a vowel becomes б, г, ғ (кітап, кітабы; but парк, паркі).
    fn prepare_for_vowel(&mut self, flags: Flags) {
        if self.text.ends_with('ь') {
            self.text.pop();
        }
        self.undouble();
        let mut letters = self.text.chars();
        let (last, before) = (letters.next_back(), letters.next_back());
        let (Some(last), Some(before)) = (last, before) else { return };
        let rest = letters.as_str().len();
        if flags.drops_vowel && matches!(before, 'ы' | 'і') && rest > 0 {
            self.text.truncate(rest);
            self.text.push(last);
            return;
        }
        let voiced = match last {
            'п' => 'б',
            'к' => 'г',
            'қ' => 'ғ',
            _ => return,
        };
        if !flags.keeps_stop && (is_full_vowel(before) || matches!(before, 'и' | 'у' | 'ю')) {
            self.text.pop();
            self.text.push(voiced);
        }
    }

    fn add_case(&mut self, case: Case, possessor: Option<Possessor>) {
        let (a, i) = (self.wide(), self.narrow());
        if possessor == Some(Possessor::Third) {
            // An н stands between the ending of the third person and a case ending: баласында.
            let ending = match case {
                Case::Nominative => return,
                Case::Genitive => format!("н{i}ң"),
                Case::Dative => format!("н{a}"),
                Case::Accusative => "н".to_owned(),
                Case::Locative => format!("нд{a}"),
                Case::Ablative => format!("н{a}н"),
                Case::Instrumental => "мен".to_owned(),
            };
            self.text.push_str(&ending);
            return;
        }
        let ending = match (case, sound(&self.text)) {
            (Case::Nominative, _) => return,
            (Case::Genitive, Sound::Vowel | Sound::Nasal) => format!("н{i}ң"),
            (Case::Genitive, Sound::Voiceless) => format!("т{i}ң"),
            (Case::Genitive, _) => format!("д{i}ң"),
            // менің балама, сенің балаңа
            (Case::Dative, _)
                if matches!(possessor, Some(Possessor::FirstSingular | Possessor::SecondFamiliar)) =>
            {
                self.text.push(a);
                return;
            }
            (Case::Dative, Sound::Voiceless) => format!("{}{a}", if a == 'а' { 'қ' } else { 'к' }),
            (Case::Dative, _) => format!("{}{a}", if a == 'а' { 'ғ' } else { 'г' }),
            (Case::Accusative, Sound::Vowel) => format!("н{i}"),
            (Case::Accusative, Sound::Voiceless) => format!("т{i}"),
            (Case::Accusative, _) => format!("д{i}"),
            (Case::Locative, Sound::Voiceless) => format!("т{a}"),
            (Case::Locative, _) => format!("д{a}"),
            (Case::Ablative, Sound::Nasal) => format!("н{a}н"),
            (Case::Ablative, Sound::Voiceless) => format!("т{a}н"),
            (Case::Ablative, _) => format!("д{a}н"),
            // Does not follow vowel harmony: балмен, достармен.
            (Case::Instrumental, Sound::Voiceless) => "пен".to_owned(),
            (Case::Instrumental, Sound::Hissing) => "бен".to_owned(),
            (Case::Instrumental, _) => "мен".to_owned(),
        };
        self.add(&ending);
    }
}

/// Returns a frozen compound without its ending of the third person: ауа райы, ауа рай; күн тәртібі, күн тәртіп; бала
/// бақшасы, бала бақша. Compounds in -басы contain the noun «бас»: отбасы, елбасы.
fn without_possessive(lemma: &str) -> String {
    let bare = lemma.strip_suffix(['ы', 'і']).unwrap_or(lemma);
    let mut letters = bare.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    let voiceless = match (last, before) {
        (Some('с'), Some(before)) if is_full_vowel(before) && !bare.ends_with("бас") => {
            return bare.strip_suffix('с').unwrap_or(bare).to_owned();
        }
        (Some('б'), _) => 'п',
        (Some('г'), _) => 'к',
        (Some('ғ'), _) => 'қ',
        _ => return bare.to_owned(),
    };
    let mut bare = bare.to_owned();
    bare.pop();
    bare.push(voiceless);
    bare
}
