//! Choices: the correct word among others that a learner might mistake for it.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ids::WordId;
use crate::language_tag::LanguageTag;
use crate::learning::catalogue::Catalogue;
use crate::learning::exercise::ExerciseContext;
use crate::learning::grading::meaning_key;
use crate::learning::rivals::{Rival, Similarity};
use crate::learning::seed::Seed;
use crate::learning::word::Word;
use crate::learning::word_keys::WordKeys;

/// The number of choices, if the course has enough words.
const CHOICES: usize = 4;
/// All words of lessons at most this far away in the course are candidates, whatever their class.
const NEIGHBOUR_LESSONS: i32 = 2;
/// The number of words of the same class to look for, in lessons farther and farther away.
const ENOUGH_OF_CLASS: usize = 12;

/// The number of rivals to choose from. Some of them may mean the same as another choice.
const RIVALS: usize = 24;
/// The maximum number of rivals, for courses in which hundreds of words are equally plausible.
const MAX_RIVALS: usize = 2 * RIVALS;
/// A little randomness is added to the plausibility, so that the choices are not always the same three words.
const RANDOMNESS: u8 = 5;

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
    let catalogue = context.catalogue;
    let own = catalogue.word_keys(word);
    let rivals =
        own.rivals.get(similarity, language, || find_rivals(word, &own, similarity, language, catalogue));
    let synonyms = synonym_keys(context);
    let ranked = rivals.iter().map(|rival| {
        let rank = seed.rank(rival.word.id.uuid().as_u128());
        let plausibility = u64::from(rival.plausibility) + rank % u64::from(RANDOMNESS);
        (Reverse(plausibility), rank, &rival.word)
    });
    let mut ranked: Vec<(Reverse<u64>, u64, &Arc<Word>)> = ranked.collect();
    ranked.sort_by_key(|(plausibility, rank, _)| (*plausibility, *rank));
    let mut chosen = vec![word.clone()];
    let mut keys_of_others: Vec<Arc<WordKeys>> = Vec::new();
    for (_, _, rival) in ranked {
        if chosen.len() == CHOICES {
            break;
        }
        let keys = catalogue.word_keys(rival);
        let is_also_correct = keys_of_others.iter().any(|other| other.share_spelling_or_meaning(&keys))
            || synonyms.iter().any(|(language, own)| keys.has_meaning(language, own));
        if !is_also_correct {
            chosen.push(rival.clone());
            keys_of_others.push(keys);
        }
    }
    chosen.sort_by_key(|word| seed.rank(word.id.uuid().as_u128()));
    (chosen.len() > 1).then_some(chosen)
}

/// Returns the rivals of a word that have a meaning in the language and are not correct themselves: the most plausible
/// ones, and those that randomness may put among them.
fn find_rivals(
    word: &Arc<Word>,
    own: &WordKeys,
    similarity: Similarity,
    language: &LanguageTag,
    catalogue: &Catalogue,
) -> Vec<Rival> {
    let similarly_spelled = catalogue.similarly_spelled_words(&word.headword);
    let position = catalogue.lesson(word.lesson_id).map_or(0, |lesson| lesson.position);
    let rival = |other: &Arc<Word>| {
        other.meanings_in(std::slice::from_ref(language))?;
        let keys = catalogue.word_keys(other);
        let comparison = Comparison {
            own,
            other: &keys,
            language,
            is_similarly_spelled: similarly_spelled.contains(&other.id),
        };
        let plausibility = comparison.plausibility(word, other, similarity);
        (!own.share_spelling_or_meaning(&keys)).then(|| Rival { word: other.clone(), plausibility })
    };
    let candidates = candidates(word, position, &similarly_spelled, catalogue);
    let mut rivals: Vec<Rival> = candidates.into_iter().filter_map(rival).collect();
    // Which of the equally plausible words come first is different for each word.
    let order = |rival: &Rival| word.id.uuid().as_u128() ^ rival.word.id.uuid().as_u128();
    rivals.sort_by_key(|rival| (Reverse(rival.plausibility), order(rival)));
    let least = rivals.get(RIVALS - 1).map_or(0, |rival| rival.plausibility);
    rivals.retain(|rival| rival.plausibility + RANDOMNESS > least);
    rivals.truncate(MAX_RIVALS);
    rivals
}

/// Returns the words taught near the word, words of its class from farther away if few are near, and words with a
/// similar spelling.
fn candidates<'a>(
    word: &Word,
    position: i32,
    similarly_spelled: &BTreeSet<WordId>,
    catalogue: &'a Catalogue,
) -> Vec<&'a Arc<Word>> {
    let mut lessons: Vec<_> = catalogue.lessons_of(word.course_id).iter().collect();
    lessons.sort_by_key(|lesson| (lesson.position - position).abs());
    let mut found: Vec<&Arc<Word>> = Vec::new();
    let mut of_class = 0;
    for lesson in lessons {
        let is_near = (lesson.position - position).abs() <= NEIGHBOUR_LESSONS;
        if !is_near && of_class >= ENOUGH_OF_CLASS {
            break;
        }
        for other in catalogue.words_of(lesson.id) {
            let same_class = other.part_of_speech == word.part_of_speech;
            if is_near || same_class || similarly_spelled.contains(&other.id) {
                found.push(other);
                of_class += usize::from(same_class);
            }
        }
    }
    let farther = similarly_spelled.iter().filter(|id| found.iter().all(|other| other.id != **id));
    let farther: Vec<&Arc<Word>> = farther.filter_map(|id| catalogue.word(*id)).collect();
    found.extend(farther.into_iter().filter(|other| other.course_id == word.course_id));
    found.retain(|other| other.id != word.id);
    found
}

/// Returns the keys of the learner's own meanings of the practised word. A word with one of them would also be correct.
fn synonym_keys<'a>(context: &ExerciseContext<'a>) -> Vec<(&'a str, Vec<String>)> {
    let keys = |(language, texts): (&'a String, &'a Vec<String>)| {
        (language.as_str(), texts.iter().map(|text| meaning_key(text, language)).collect())
    };
    context.synonyms.iter().map(keys).collect()
}

struct Comparison<'a> {
    own: &'a WordKeys,
    other: &'a WordKeys,
    language: &'a LanguageTag,
    is_similarly_spelled: bool,
}

impl Comparison<'_> {
    /// Returns how plausible the other word is as a wrong choice; a higher number is more plausible. The class weighs
    /// most: a verb among nouns gives itself away.
    fn plausibility(&self, word: &Word, other: &Word, similarity: Similarity) -> u8 {
        let same_class = word.part_of_speech == other.part_of_speech;
        let same_level = word.level == other.level;
        let same_lesson = word.lesson_id == other.lesson_id;
        let same_start = self.own.headword.chars().take(2).eq(self.other.headword.chars().take(2));
        let long = |part: &&String| part.chars().count() > 3;
        let theirs = self.other.shown_meaning(self.language);
        let shares_meaning_word =
            self.own.shown_meaning(self.language).iter().filter(long).any(|part| theirs.contains(part));
        let (spelling, meaning) = match similarity {
            Similarity::Meaning => (1, 2),
            Similarity::Spelling => (2, 1),
        };
        u8::from(same_class) * 12
            + u8::from(same_level) * 3
            + u8::from(same_lesson) * (2 + 2 * meaning)
            + u8::from(shares_meaning_word) * 3 * meaning
            + u8::from(self.is_similarly_spelled) * 5 * spelling
            + u8::from(same_start) * 2 * spelling
    }
}
