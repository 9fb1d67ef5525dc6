//! Choices: the correct word among others that a learner might mistake for it.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use kazakh::fold::fold_kazakh;
use kazakh::synonyms::are_synonyms;

use crate::ids::WordId;
use crate::language_tag::LanguageTag;
use crate::learning::exercise::ExerciseContext;
use crate::learning::grading::{fold_meaning, meaning_key, without_optional};
use crate::learning::seed::Seed;
use crate::learning::word::{Meanings, Word};
use crate::learning::word_index::keys;

/// The number of choices, if the course has enough words.
const CHOICES: usize = 4;
/// All words of lessons at most this far away in the course are candidates, whatever their class.
const NEIGHBOUR_LESSONS: i32 = 2;
/// The number of words of the same class to look for, in lessons farther and farther away.
const ENOUGH_OF_CLASS: usize = 12;

/// The criterion that makes a wrong choice plausible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Similarity {
    /// A similar meaning, or a place in the same lesson.
    Meaning,
    /// A similar spelling.
    Spelling,
}

/// Returns the choices for a word, in a repeatable order: the word itself and up to three other words that have a
/// meaning in the language. None of the other choices is correct. Returns `None` if there is no other word. The choices
/// depend on the seed and the content alone.
pub(super) fn choices(
    word: &Arc<Word>,
    similarity: Similarity,
    language: &LanguageTag,
    context: &ExerciseContext<'_>,
    seed: Seed,
) -> Option<Vec<Arc<Word>>> {
    let similarly_spelled = context.catalogue.similarly_spelled_words(&word.headword);
    let position = context.catalogue.lesson(word.lesson_id).map_or(0, |lesson| lesson.position);
    let own = WordFeatures::of(word, language);
    let mut candidates: Vec<(Reverse<u64>, u64, &Arc<Word>)> =
        candidates(word, position, &similarly_spelled, context)
            .into_iter()
            .filter(|other| other.meanings_in(std::slice::from_ref(language)).is_some())
            .map(|other| {
                let rank = seed.rank(other.id.uuid().as_u128());
                let comparison = Comparison {
                    own: &own,
                    other: &WordFeatures::of(other, language),
                    is_similarly_spelled: similarly_spelled.contains(&other.id),
                };
                // A little randomness, so that the choices are not always the same three words.
                (Reverse(comparison.plausibility(word, other, similarity) + rank % 5), rank, other)
            })
            .collect();
    candidates.sort_by_key(|(plausibility, rank, _)| (*plausibility, *rank));
    let mut chosen = vec![word.clone()];
    for (_, _, candidate) in candidates {
        if chosen.len() == CHOICES {
            break;
        }
        let is_also_correct = chosen.iter().any(|other| share_spelling_or_meaning(other, candidate));
        if !is_also_correct && !is_synonym(candidate, context) {
            chosen.push(candidate.clone());
        }
    }
    chosen.sort_by_key(|word| seed.rank(word.id.uuid().as_u128()));
    (chosen.len() > 1).then_some(chosen)
}

/// Returns the words taught near the word, words of its class from farther away if few are near, and words with a
/// similar spelling.
fn candidates<'a>(
    word: &Word,
    position: i32,
    similarly_spelled: &BTreeSet<WordId>,
    context: &ExerciseContext<'a>,
) -> Vec<&'a Arc<Word>> {
    let mut lessons: Vec<_> = context.catalogue.lessons_of(word.course_id).iter().collect();
    lessons.sort_by_key(|lesson| (lesson.position - position).abs());
    let mut found: Vec<&Arc<Word>> = Vec::new();
    let mut of_class = 0;
    for lesson in lessons {
        let is_near = (lesson.position - position).abs() <= NEIGHBOUR_LESSONS;
        if !is_near && of_class >= ENOUGH_OF_CLASS {
            break;
        }
        for other in context.catalogue.words_of(lesson.id) {
            let same_class = other.part_of_speech == word.part_of_speech;
            if is_near || same_class || similarly_spelled.contains(&other.id) {
                found.push(other);
                of_class += usize::from(same_class);
            }
        }
    }
    let farther = similarly_spelled.iter().filter(|id| found.iter().all(|other| other.id != **id));
    let farther: Vec<&Arc<Word>> = farther.filter_map(|id| context.catalogue.word(*id)).collect();
    found.extend(farther.into_iter().filter(|other| other.course_id == word.course_id));
    found.retain(|other| other.id != word.id);
    found
}

/// The properties of a word that are compared.
struct WordFeatures {
    spelling: String,
    meaning: Vec<String>,
}

impl WordFeatures {
    fn of(word: &Word, language: &LanguageTag) -> Self {
        let meaning =
            word.meanings_in(std::slice::from_ref(language)).map_or("", |meanings| meanings.shown());
        let [spelling, _] = keys(&word.headword);
        let folded = fold_meaning(meaning, language.as_str());
        Self { spelling, meaning: folded.split(' ').map(str::to_owned).collect() }
    }
}

struct Comparison<'a> {
    own: &'a WordFeatures,
    other: &'a WordFeatures,
    is_similarly_spelled: bool,
}

impl Comparison<'_> {
    /// Returns how plausible the other word is as a wrong choice; a higher number is more plausible. The class weighs
    /// most: a verb among nouns gives itself away.
    fn plausibility(&self, word: &Word, other: &Word, similarity: Similarity) -> u64 {
        let same_class = word.part_of_speech == other.part_of_speech;
        let same_level = word.level == other.level;
        let same_lesson = word.lesson_id == other.lesson_id;
        let same_start = self.own.spelling.chars().take(2).eq(self.other.spelling.chars().take(2));
        let long = |part: &&String| part.chars().count() > 3;
        let shares_meaning_word =
            self.own.meaning.iter().filter(long).any(|part| self.other.meaning.contains(part));
        let (spelling, meaning) = match similarity {
            Similarity::Meaning => (1, 2),
            Similarity::Spelling => (2, 1),
        };
        u64::from(same_class) * 12
            + u64::from(same_level) * 3
            + u64::from(same_lesson) * (2 + 2 * meaning)
            + u64::from(shares_meaning_word) * 3 * meaning
            + u64::from(self.is_similarly_spelled) * 5 * spelling
            + u64::from(same_start) * 2 * spelling
    }
}

/// Whether two words share a spelling or, in any language, a meaning, or are synonyms. If so, each is also a correct answer for the
/// other.
fn share_spelling_or_meaning(one: &Word, other: &Word) -> bool {
    let spelled_alike =
        one.spellings().any(|a| other.spellings().any(|b| keys(a).iter().zip(keys(b)).any(|(a, b)| *a == b)));
    spelled_alike
        || are_synonyms(&fold_kazakh(&one.headword), &fold_kazakh(&other.headword))
        || one.meanings.iter().any(|meanings| {
            let own: Vec<String> = keys_of(meanings).collect();
            let others = other.meanings.iter().filter(|others| others.language == meanings.language);
            others.flat_map(keys_of).any(|key| own.contains(&key))
        })
}

/// Whether one of the learner's own meanings of the practised word is a meaning of the other word.
fn is_synonym(other: &Word, context: &ExerciseContext<'_>) -> bool {
    other.meanings.iter().any(|meanings| {
        let own = context
            .synonyms
            .iter()
            .flat_map(|(language, texts)| texts.iter().map(move |text| (language, text)));
        let own: Vec<String> = own
            .filter(|(language, _)| language.as_str() == meanings.language.as_str())
            .map(|(language, text)| meaning_key(text, language))
            .collect();
        !own.is_empty() && keys_of(meanings).any(|key| own.contains(&key))
    })
}

/// Returns the keys of meanings: of the whole text, of its parts, and of either without the hint in parentheses.
fn keys_of(meanings: &Meanings) -> impl Iterator<Item = String> + '_ {
    let language = meanings.language.as_str();
    let texts =
        meanings.accepted.iter().flat_map(|text| std::iter::once(text.as_str()).chain(text.split(';')));
    texts
        .flat_map(|text| without_optional(text).into_iter())
        .map(move |text| meaning_key(&text, language))
        .filter(|key| !key.is_empty())
}
