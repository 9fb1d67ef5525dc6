//! Choices: the right word among others that a learner might take for it.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::ids::WordId;
use crate::domain::learning::exercise::Known;
use crate::domain::learning::exercise::index::keys;
use crate::domain::learning::grading::fold_meaning;
use crate::domain::learning::seed::Seed;
use crate::domain::learning::word::{LanguageTag, Word};

/// How many there are to choose from, where the course has enough words.
const CHOICES: usize = 4;
/// Words of lessons at most this far away in the course are candidates, whatever their class.
const NEIGHBOUR_LESSONS: i32 = 2;
/// So many words of the same class are looked for, in lessons farther and farther away.
const ENOUGH_OF_A_CLASS: usize = 12;

/// What makes a wrong choice a good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// To be near in meaning, or taught beside it.
    Meaning,
    /// To be spelled nearly the same.
    Spelling,
}

/// The words to choose from for a word: itself and up to three others that have a meaning in the language, in a
/// repeatable order; none where there is no other. No other one is right, too. They depend on the seed and the content
/// alone.
pub(super) fn choices(
    word: &Arc<Word>,
    by: By,
    language: &LanguageTag,
    known: &Known<'_>,
    seed: Seed,
) -> Option<Vec<Arc<Word>>> {
    let alike = known.catalogue.words_alike(&word.headword);
    let place = known.catalogue.lesson(word.lesson_id).map_or(0, |lesson| lesson.position);
    let own = Shown::of(word, language);
    let mut candidates: Vec<(Reverse<u64>, u64, &Arc<Word>)> = candidates(word, place, &alike, known)
        .into_iter()
        .filter(|other| other.meanings_in(std::slice::from_ref(language)).is_some())
        .map(|other| {
            let rank = seed.rank(other.id.uuid().as_u128());
            let near = Nearness {
                own: &own,
                other: &Shown::of(other, language),
                is_alike: alike.contains(&other.id),
            };
            // A little chance, so that it is not always the same three.
            (Reverse(near.plausibility(word, other, by) + rank % 5), rank, other)
        })
        .collect();
    candidates.sort_by_key(|(plausibility, rank, _)| (*plausibility, *rank));
    let mut chosen = vec![word.clone()];
    for (_, _, candidate) in candidates {
        if chosen.len() == CHOICES {
            break;
        }
        let is_right = chosen.iter().any(|other| are_the_same(other, candidate));
        if !is_right && !is_synonym(candidate, known) {
            chosen.push(candidate.clone());
        }
    }
    chosen.sort_by_key(|word| seed.rank(word.id.uuid().as_u128()));
    (chosen.len() > 1).then_some(chosen)
}

/// The words taught near the word, those of its class from farther away where few are near, and those spelled alike.
fn candidates<'a>(
    word: &Word,
    place: i32,
    alike: &BTreeSet<WordId>,
    known: &Known<'a>,
) -> Vec<&'a Arc<Word>> {
    let mut lessons: Vec<_> = known.catalogue.lessons_of(word.course_id).iter().collect();
    lessons.sort_by_key(|lesson| (lesson.position - place).abs());
    let mut found: Vec<&Arc<Word>> = Vec::new();
    let mut of_class = 0;
    for lesson in lessons {
        let is_near = (lesson.position - place).abs() <= NEIGHBOUR_LESSONS;
        if !is_near && of_class >= ENOUGH_OF_A_CLASS {
            break;
        }
        for other in known.catalogue.words_of(lesson.id) {
            let same_class = other.part_of_speech == word.part_of_speech;
            if is_near || same_class || alike.contains(&other.id) {
                found.push(other);
                of_class += usize::from(same_class);
            }
        }
    }
    let farther = alike.iter().filter(|id| found.iter().all(|other| other.id != **id));
    let farther: Vec<&Arc<Word>> = farther.filter_map(|id| known.catalogue.word(*id)).collect();
    found.extend(farther.into_iter().filter(|other| other.course_id == word.course_id));
    found.retain(|other| other.id != word.id);
    found
}

/// What is compared of a word.
struct Shown {
    spelling: String,
    meaning: Vec<String>,
}

impl Shown {
    fn of(word: &Word, language: &LanguageTag) -> Self {
        let meaning =
            word.meanings_in(std::slice::from_ref(language)).map_or("", |meanings| meanings.shown());
        let [spelling, _] = keys(&word.headword);
        Self { spelling, meaning: fold_meaning(meaning).split(' ').map(str::to_owned).collect() }
    }
}

struct Nearness<'a> {
    own: &'a Shown,
    other: &'a Shown,
    is_alike: bool,
}

impl Nearness<'_> {
    /// The higher, the likelier to be taken for the word. The class weighs most: a verb among nouns gives itself away.
    fn plausibility(&self, word: &Word, other: &Word, by: By) -> u64 {
        let same_class = word.part_of_speech == other.part_of_speech;
        let same_level = word.level == other.level;
        let same_lesson = word.lesson_id == other.lesson_id;
        let begins_alike = self.own.spelling.chars().take(2).eq(self.other.spelling.chars().take(2));
        let long = |part: &&String| part.chars().count() > 3;
        let means_alike = self.own.meaning.iter().filter(long).any(|part| self.other.meaning.contains(part));
        let (spelling, meaning) = match by {
            By::Meaning => (1, 2),
            By::Spelling => (2, 1),
        };
        u64::from(same_class) * 12
            + u64::from(same_level) * 3
            + u64::from(same_lesson) * (2 + 2 * meaning)
            + u64::from(means_alike) * 3 * meaning
            + u64::from(self.is_alike) * 5 * spelling
            + u64::from(begins_alike) * 2 * spelling
    }
}

/// Whether two words have a spelling or, in whatever language, a meaning in common: then the one is right for the other.
fn are_the_same(one: &Word, other: &Word) -> bool {
    let spelled_alike =
        one.spellings().any(|a| other.spellings().any(|b| keys(a).iter().zip(keys(b)).any(|(a, b)| *a == b)));
    spelled_alike
        || one.meanings.iter().any(|meanings| {
            let own: Vec<String> = meanings.accepted.iter().flat_map(|text| parts(text)).collect();
            let others = other.meanings.iter().filter(|others| others.language == meanings.language);
            others
                .flat_map(|others| &others.accepted)
                .flat_map(|text| parts(text))
                .any(|part| own.contains(&part))
        })
}

/// Whether the learner has a meaning of the other word as one of their own for the asked one.
fn is_synonym(other: &Word, known: &Known<'_>) -> bool {
    let own: Vec<String> = known.synonyms.values().flatten().map(|text| fold_meaning(text)).collect();
    !own.is_empty()
        && other
            .meanings
            .iter()
            .flat_map(|meanings| &meanings.accepted)
            .flat_map(|text| parts(text))
            .any(|part| own.contains(&part))
}

/// A meaning, and its parts where it is several in one.
fn parts(meaning: &str) -> Vec<String> {
    let whole = std::iter::once(meaning);
    whole.chain(meaning.split(';')).map(fold_meaning).filter(|part| !part.is_empty()).collect()
}
