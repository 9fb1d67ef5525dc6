//! The endings of nouns in their order: plural (көптік), possessive (тәуелдік) and case (септік жалғау).

use super::sounds::{Harmony, Sound, harmony, has_late_ae, is_full_vowel, sound};
use super::{Case, Flags, NounForm, Possessor, compound, exceptions, loanword};

/// Inflects a noun by the rules.
pub(super) fn inflect(lemma: &str, flags: Flags, form: NounForm) -> String {
    if flags.frozen {
        return inflect_frozen(lemma, flags, form);
    }
    if form == NounForm::LEMMA {
        return lemma.to_owned();
    }
    let flags = Flags { keeps_stop: flags.keeps_stop || loanword::keeps_stop(lemma), ..flags };
    let mut word = Word::new(loanword::stem(lemma), flags.harmony);
    word.add_number_and_possessor(flags, form.plural, form.possessor);
    word.add_case(form.case, form.possessor);
    word.text
}

/// Inflects a compound that already has the ending of the third person: отбасы, ауа райы. For another possessor or for the
/// plural that ending is taken off first.
fn inflect_frozen(lemma: &str, flags: Flags, form: NounForm) -> String {
    let possessor = form.possessor.unwrap_or(Possessor::Third);
    let mut word = Word::new(lemma.to_owned(), flags.harmony);
    if form.plural || possessor != Possessor::Third {
        let bare = compound::without_possessive(lemma);
        let whole = exceptions::with_dropped_vowel(&bare);
        let keeps_stop = flags.keeps_stop || loanword::keeps_stop(&bare);
        let flags = Flags { drops_vowel: whole.is_some(), keeps_stop, ..flags };
        word.text = whole.unwrap_or_else(|| loanword::stem(&bare));
        let plural = form.plural && !compound::is_plural(&word.text);
        word.add_number_and_possessor(flags, plural, Some(possessor));
    }
    word.add_case(form.case, Some(possessor));
    word.text
}

/// Returns the written ending after a text that endings leave as it is, such as an abbreviation or a name in quotation
/// marks. `sound` is the text as it is read.
pub(super) fn ending_after(sound: &str, flags: Flags, form: NounForm) -> String {
    let mut word = Word::new(sound.to_owned(), flags.harmony);
    let possessor =
        if flags.frozen && !form.plural { form.possessor.or(Some(Possessor::Third)) } else { form.possessor };
    let flags = Flags { keeps_stop: true, ..Flags::default() };
    let added = possessor.filter(|_| form.possessor.is_some());
    word.add_number_and_possessor(flags, form.plural, added);
    word.add_case(form.case, possessor);
    word.text.strip_prefix(sound).unwrap_or_default().to_owned()
}

/// A word to which endings are added.
struct Word {
    text: String,
    harmony: Harmony,
    /// Whether endings with а or е are back after ә in spite of the harmony.
    follows_ae: bool,
}

impl Word {
    fn new(text: String, harmony_flag: Option<Harmony>) -> Self {
        let harmony = harmony_flag.unwrap_or_else(|| harmony(&text));
        Self { text, harmony, follows_ae: harmony_flag.is_none() }
    }

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
            Harmony::Front if self.follows_ae && has_late_ae(&self.text) => 'а',
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

    /// Adds an ending that begins with a consonant. Rules: of the т of -ст and the т of an ending one is written
    /// (журналистер, тестің).
    fn add(&mut self, ending: &str) {
        let ending = ending.strip_prefix('т').filter(|_| self.text.ends_with("ст")).unwrap_or(ending);
        self.text.push_str(ending);
    }

    fn add_plural(&mut self) {
        let first = match sound(&self.text) {
            Sound::Vowel | Sound::Glide => 'л',
            Sound::Voiceless => 'т',
            Sound::Nasal | Sound::Hissing | Sound::Lateral => 'д',
        };
        let wide = self.wide();
        self.add(&format!("{first}{wide}р"));
        if wide == 'а' {
            self.harmony = Harmony::Back;
        }
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
    /// vowel loses it (халық, халқы). Otherwise a final п, к, қ after a vowel becomes б, г, ғ (кітап, кітабы; but парк,
    /// паркі).
    fn prepare_for_vowel(&mut self, flags: Flags) {
        if self.text.ends_with('ь') {
            self.text.pop();
        }
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
