//! Grading of answers, by the task of their exercise.

use crate::ids::WordId;
use crate::language_tag::LanguageTag;
use crate::learning::exercise::drill::nouns;
use crate::learning::exercise::order::{SentenceOrders, accepted_orders, fingerprint};
use crate::learning::exercise::phrases::Order;
use crate::learning::exercise::{ExerciseContext, Task};
use crate::learning::grading::{
    ExpectedMeanings, Grade, LetterPair, Meaning, Slip, Verdict, grade_kazakh, grade_meaning, meaning_key,
    without_optional,
};
use crate::learning::word::{Gloss, Meanings, Word};
use crate::learning::word_index::{key, keys};
use crate::problem::Problem;
use kazakh::alphabet::confusable_class;
use kazakh::fold::fold_kazakh;
use kazakh::inflection::{Noun, NounForm};
use kazakh::latin_draft::{Script, in_script};
use kazakh::synonyms;

/// The grade of an answer, with the correct answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradedAnswer {
    /// The grade.
    pub grade: Grade,
    /// All correct answers, the one to show first. Empty if the content no longer contains the task.
    pub expected: Vec<String>,
    /// The other word that the answer names, if that word is taught.
    pub other: Option<WordId>,
}

/// The answers to an exercise that are known beforehand, for a client that grades without a connection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownAnswers {
    /// Answers that are right, the one to show first.
    pub accepted: Vec<Gloss>,
    /// Meanings that are not right, although they are similar.
    pub blocked: Vec<Gloss>,
}

impl Task {
    /// Returns the answers that are known beforehand: Kazakh in the given script, and meanings in all languages that the
    /// learner reads, with the learner's own ones.
    pub fn known_answers(&self, word: &Word, script: Script, context: &ExerciseContext<'_>) -> KnownAnswers {
        let gloss =
            |language: &LanguageTag, text: &String| Gloss { language: language.clone(), text: text.clone() };
        if !matches!(self, Self::ChooseMeaning | Self::TypeMeaning) {
            let texts = self.correct_texts(word).into_iter();
            let accepted = texts.filter_map(|text| {
                let language = LanguageTag::new("kk").ok()?;
                Some(Gloss { language, text: in_script(&text, script).into_owned() })
            });
            return KnownAnswers { accepted: accepted.collect(), blocked: Vec::new() };
        }
        let readable = readable_meanings(word, context);
        let texts = |list: fn(&Meanings) -> &Vec<String>| {
            let of = move |meanings: &&Meanings| {
                list(meanings).iter().map(|text| gloss(&meanings.language, text)).collect::<Vec<_>>()
            };
            readable.iter().flat_map(of).collect::<Vec<Gloss>>()
        };
        let own = context.synonyms.iter().filter_map(|(language, texts)| {
            let language = LanguageTag::new(language).ok()?;
            Some(texts.iter().map(|text| gloss(&language, text)).collect::<Vec<_>>())
        });
        KnownAnswers {
            accepted: texts(|meanings| &meanings.accepted).into_iter().chain(own.flatten()).collect(),
            blocked: texts(|meanings| &meanings.blocked),
        }
    }

    /// Grades an answer as the review log stores it. Returns `None` if the learner rated by hand.
    pub fn grade(
        &self,
        answer: &str,
        word: &Word,
        context: &ExerciseContext<'_>,
    ) -> Result<Option<Grade>, Problem> {
        Ok(Some(match self {
            Self::FlipCard => return Ok(None),
            Self::ChooseMeaning | Self::ChooseWord | Self::ListenAndChoose => {
                Grade::plain(if answer == word.id.to_global() { Verdict::Correct } else { Verdict::Wrong })
            }
            Self::TypeMeaning => grade_typed_meaning(answer, word, context),
            Self::TypeWord => {
                let grade = grade_word(answer, &word.spellings().collect::<Vec<_>>(), context);
                or_synonym(grade, || is_synonym(answer, word, context))
            }
            Self::ListenAndType => grade_word(answer, &word.spellings().collect::<Vec<_>>(), context),
            Self::Cloze { .. } | Self::Inflect { .. } => self.grade_form(answer, word, context),
            Self::OrderLetters => grade_order(answer, word.spellings(), context),
            Self::OrderWords { sentence } => {
                let sentence = find_sentence(word, *sentence).ok_or(Problem::InvalidExercise)?;
                match SentenceOrders::of(word, sentence).judge(answer) {
                    Some(Order::Right) => Grade::plain(Verdict::Correct),
                    Some(Order::Understood) => Grade::slip(Slip::Order),
                    None => Grade::plain(Verdict::Wrong),
                }
            }
        }))
    }

    /// Adds the correct answers to a grade: Kazakh in the given script, meanings in the given language.
    pub fn with_correct_answers(
        &self,
        grade: Grade,
        answer: &str,
        word: &Word,
        language: Option<&LanguageTag>,
        script: Script,
        context: &ExerciseContext<'_>,
    ) -> GradedAnswer {
        let expected = match self {
            Self::ChooseMeaning | Self::TypeMeaning => {
                let language = language.map(std::slice::from_ref);
                let meanings = language.and_then(|language| word.meanings_in(language));
                let meanings = meanings.or_else(|| word.meanings_in(context.languages));
                meanings.map(|meanings| meanings.accepted.clone()).unwrap_or_default()
            }
            _ => self.correct_texts(word).iter().map(|text| in_script(text, script).into_owned()).collect(),
        };
        GradedAnswer { other: self.other_word(&grade, answer, word, context), grade, expected }
    }

    /// Returns the Kazakh texts that are correct.
    fn correct_texts(&self, word: &Word) -> Vec<String> {
        match self {
            Self::Cloze { form } => vec![form.clone()],
            Self::Inflect { form } => nouns(word).iter().map(|noun| noun.form(*form)).collect(),
            Self::OrderWords { sentence } => {
                let sentence = find_sentence(word, *sentence).into_iter();
                sentence.flat_map(|sentence| accepted_orders(word, sentence)).map(str::to_owned).collect()
            }
            _ => word.spellings().map(str::to_owned).collect(),
        }
    }

    /// Grades a form of a word. In a drill, another form of the same word is simply wrong, not a slip. In a sentence, the
    /// word was remembered, and its ending is a slip.
    fn grade_form(&self, answer: &str, word: &Word, context: &ExerciseContext<'_>) -> Grade {
        let correct = self.correct_texts(word);
        let correct: Vec<&str> = correct.iter().map(String::as_str).collect();
        let grade = grade_word(answer, &correct, context);
        if grade.verdict == Verdict::Correct {
            return grade;
        }
        let answer_key = key(answer);
        let is_a_form = |text: &str| keys(text).contains(&answer_key);
        let is_of_the_word = word.spellings().any(is_a_form)
            || nouns(word).iter().any(|noun| noun.paradigm().any(|(_, text)| is_a_form(&text)));
        if let Self::Cloze { form } = self {
            let is_misspelled = || {
                let spellings: Vec<&str> = word.spellings().collect();
                grade_word(answer, &spellings, context).verdict == Verdict::Slip
            };
            return if is_of_the_word || (grade.verdict != Verdict::Slip && is_misspelled()) {
                Grade::slip(Slip::Ending)
            } else {
                or_synonym(grade, || is_synonym_in_form(answer, form, word, context))
            };
        }
        let is_in_ending = || self.is_slip_of_the_ending(&grade, answer, &correct, word);
        if is_of_the_word || is_in_ending() { Grade::plain(Verdict::Wrong) } else { grade }
    }

    /// Whether a drill's answer has a slip in the ending, or where the ending meets the stem, other than a letter that
    /// keyboards lack. The drill asks for just these letters: мектепім for мектебім is wrong.
    fn is_slip_of_the_ending(&self, grade: &Grade, answer: &str, correct: &[&str], word: &Word) -> bool {
        let Some(slip) = &grade.slip else { return false };
        let is_plain_letter =
            |pair: &LetterPair| confusable_class(pair.expected) == confusable_class(pair.written);
        if !matches!(self, Self::Inflect { .. }) || slip.letter_pairs().iter().all(is_plain_letter) {
            return false;
        }
        let answer = key(answer);
        let stem = word.headword.chars().count().saturating_sub(1);
        !correct.iter().flat_map(|text| keys(text)).any(|text| {
            let same = text.chars().rev().zip(answer.chars().rev()).take_while(|(a, b)| a == b).count();
            same + stem >= text.chars().count()
        })
    }

    fn other_word(
        &self,
        grade: &Grade,
        answer: &str,
        word: &Word,
        context: &ExerciseContext<'_>,
    ) -> Option<WordId> {
        let other = match self {
            Self::ChooseMeaning | Self::ChooseWord | Self::ListenAndChoose => WordId::from_global(answer),
            _ if !matches!(grade.verdict, Verdict::AnotherWord | Verdict::Synonym) => None,
            Self::TypeMeaning => context.catalogue.index().find_by_meaning(answer, context.languages),
            _ => context.catalogue.index().find_by_spelling(&key(answer)),
        };
        other.filter(|other| *other != word.id && context.catalogue.word(*other).is_some())
    }
}

/// Replaces the grade of an answer that is neither right nor a slip, if the answer is a synonym.
fn or_synonym(grade: Grade, is_synonym: impl Fn() -> bool) -> Grade {
    let is_lapse = matches!(grade.verdict, Verdict::AnotherWord | Verdict::Wrong);
    if is_lapse && is_synonym() { Grade::plain(Verdict::Synonym) } else { grade }
}

/// Whether an answer is another word for the meaning that was shown: a word that is taught and has it among its own, or one
/// of the [`synonyms`].
fn is_synonym(answer: &str, word: &Word, context: &ExerciseContext<'_>) -> bool {
    let answer = key(answer);
    if synonyms_of(word).any(|synonym| keys(synonym).contains(&answer)) {
        return true;
    }
    let other = context.catalogue.index().find_by_spelling(&answer);
    let other = other.filter(|other| *other != word.id).and_then(|other| context.catalogue.word(other));
    let Some(shown) = word.meanings_in(context.languages) else { return false };
    let keys = |text: &str| {
        let texts = without_optional(text).into_iter();
        texts.map(|text| meaning_key(&text, shown.language.as_str())).collect::<Vec<_>>()
    };
    let asked = keys(shown.shown());
    let meanings = other.and_then(|other| other.meanings.iter().find(|own| own.language == shown.language));
    let mut theirs = meanings.iter().flat_map(|meanings| &meanings.accepted).flat_map(|text| keys(text));
    theirs.any(|key| asked.contains(&key))
}

/// Whether an answer is a synonym of a noun in the form of the noun that belongs in a gap.
fn is_synonym_in_form(answer: &str, form: &str, word: &Word, context: &ExerciseContext<'_>) -> bool {
    if word.spellings().any(|spelling| keys(spelling).contains(&key(form))) {
        return is_synonym(answer, word, context);
    }
    let (answer, form) = (key(answer), key(form));
    let forms = nouns(word)
        .into_iter()
        .flat_map(|noun| noun.paradigm().filter(|(_, text)| key(text) == form).collect::<Vec<_>>());
    let forms: Vec<NounForm> = forms.map(|(form, _)| form).collect();
    synonyms_of(word)
        .map(Noun::look_up)
        .any(|noun| forms.iter().any(|form| keys(&noun.form(*form)).contains(&answer)))
}

fn synonyms_of(word: &Word) -> impl Iterator<Item = &'static str> {
    let spellings: Vec<String> = word.spellings().map(fold_kazakh).collect();
    spellings.into_iter().flat_map(|spelling| synonyms::of(&spelling).collect::<Vec<_>>())
}

fn grade_word(answer: &str, correct: &[&str], context: &ExerciseContext<'_>) -> Grade {
    grade_kazakh(answer, correct, context.keyboard, |text| {
        context.catalogue.index().find_by_spelling(text).is_some()
    })
}

/// Grades a typed meaning. It is correct in any of the learner's languages, and if it is one of the learner's own
/// meanings.
fn grade_typed_meaning<'a>(answer: &str, word: &'a Word, context: &ExerciseContext<'_>) -> Grade {
    let readable = readable_meanings(word, context);
    let texts = |list: fn(&Meanings) -> &Vec<String>| {
        let of = move |meanings: &&'a Meanings| {
            let language = meanings.language.as_str();
            list(meanings).iter().map(move |text| Meaning { language, text })
        };
        readable.iter().flat_map(of).collect::<Vec<Meaning<'a>>>()
    };
    let own = context.synonyms.iter().flat_map(|(language, texts)| {
        texts.iter().map(|text| Meaning { language: language.as_str(), text: text.as_str() })
    });
    let expected = ExpectedMeanings {
        headword: &word.headword,
        part_of_speech: word.part_of_speech,
        accepted: texts(|meanings| &meanings.accepted).into_iter().chain(own).collect(),
        blocked: texts(|meanings| &meanings.blocked),
    };
    let is_other = |text: &str| {
        let other = context.catalogue.index().find_by_meaning(text, context.languages);
        other.is_some_and(|other| other != word.id)
    };
    grade_meaning(answer, &expected, is_other)
}

/// Returns the word's meanings in the learner's languages.
fn readable_meanings<'a>(word: &'a Word, context: &ExerciseContext<'_>) -> Vec<&'a Meanings> {
    let is_read =
        |meanings: &&Meanings| context.languages.iter().any(|tag| tag.range_matches(&meanings.language));
    word.meanings.iter().filter(is_read).collect()
}

/// Grades a text made of given pieces: only the order matters, and slips of letters are impossible.
fn grade_order<'a>(
    answer: &str,
    mut correct: impl Iterator<Item = &'a str>,
    context: &ExerciseContext<'_>,
) -> Grade {
    let answer_key = key(answer);
    if correct.any(|text| keys(text).contains(&answer_key)) {
        Grade::plain(Verdict::Correct)
    } else if context.catalogue.index().find_by_spelling(&answer_key).is_some() {
        Grade::plain(Verdict::AnotherWord)
    } else {
        Grade::plain(Verdict::Wrong)
    }
}

/// Returns the word's sentence with a fingerprint. `None` if the content no longer has it.
fn find_sentence(word: &Word, wanted: u64) -> Option<&str> {
    word.examples.iter().map(|example| example.sentence.as_str()).find(|text| fingerprint(text) == wanted)
}
