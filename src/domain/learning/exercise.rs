//! Exercises: what is asked of a card, the same whenever it is asked for again.

use crate::domain::closed_list::closed_list;
use crate::domain::ids::{CardId, CourseId, WordId};
use crate::domain::kazakh::fold;
use crate::domain::learning::card::Skill;
use crate::domain::learning::seed::Seed;
use crate::domain::learning::word::PartOfSpeech;

closed_list! {
    /// What is asked.
    ExerciseKind {
        /// Choose the meaning of a Kazakh word among several.
        ChooseMeaning = "choose-meaning",
        /// Type the Kazakh word for a meaning.
        TypeWord = "type-word",
        /// Look at both sides of the card, and rate it by hand.
        FlipCard = "flip-card",
    }
}

impl ExerciseKind {
    /// Whether it practises a skill. Whoever flips cards practises what they mean to.
    pub fn practises(self, skill: Skill) -> bool {
        match self {
            Self::ChooseMeaning => skill == Skill::Recognize,
            Self::TypeWord => skill == Skill::Produce,
            Self::FlipCard => true,
        }
    }
}

/// Wrong meanings are taken from lessons at most this far away in the course.
pub const NEIGHBOUR_LESSONS: i32 = 2;
/// How many meanings there are to choose from, where the course has enough words.
const CHOICES: usize = 4;

/// A word with its meanings in one language, as an exercise needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordMeanings {
    /// The word.
    pub word_id: WordId,
    /// The course that teaches it.
    pub course_id: CourseId,
    /// The place in the course of the lesson that teaches it.
    pub lesson_position: i32,
    /// Its class.
    pub part_of_speech: PartOfSpeech,
    /// Its meanings, the one that is shown first; never empty.
    pub meanings: Vec<String>,
}

impl WordMeanings {
    /// The meaning that is shown.
    pub fn shown(&self) -> &str {
        self.meanings.first().map_or("", String::as_str)
    }

    fn is_near(&self, other: &Self) -> bool {
        self.course_id == other.course_id
            && (self.lesson_position - other.lesson_position).abs() <= NEIGHBOUR_LESSONS
    }

    fn shares_a_meaning(&self, other: &Self) -> bool {
        let folded: Vec<String> = other.meanings.iter().map(|text| fold::comparable(text)).collect();
        self.meanings.iter().any(|text| folded.contains(&fold::comparable(text)))
    }
}

/// The meanings to choose from for a word: its own and up to three of words taught near it, of the same part of
/// speech where there are enough, none of which is right too. They depend on the card, its number of reviews and
/// the words near it alone, not on what else stands in `others`.
pub fn choices<'a>(
    card: CardId,
    reps: u32,
    word: &'a WordMeanings,
    others: &'a [WordMeanings],
) -> Vec<&'a WordMeanings> {
    let seed = Seed::of(card, reps);
    let rank = |other: &WordMeanings| seed.rank(other.word_id.uuid().as_u128());
    let mut candidates: Vec<&WordMeanings> =
        others.iter().filter(|other| other.word_id != word.word_id && other.is_near(word)).collect();
    candidates.sort_by_key(|other| (other.part_of_speech != word.part_of_speech, rank(other)));
    let mut chosen = vec![word];
    for candidate in candidates {
        if chosen.len() == CHOICES {
            break;
        }
        if !chosen.iter().any(|other| other.shares_a_meaning(candidate)) {
            chosen.push(candidate);
        }
    }
    chosen.sort_by_key(|word| rank(word));
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn word(number: u128, part_of_speech: PartOfSpeech, meanings: &[&str]) -> WordMeanings {
        let meanings = meanings.iter().map(|&text| text.to_owned()).collect();
        let (word_id, course_id) = (WordId::from(Uuid::from_u128(number)), CourseId::from(Uuid::nil()));
        WordMeanings { word_id, course_id, lesson_position: 1, part_of_speech, meanings }
    }

    fn words() -> Vec<WordMeanings> {
        let nouns = ["дом", "хлеб", "вода", "гора", "город"];
        let mut words: Vec<_> =
            nouns.iter().zip(1..).map(|(text, number)| word(number, PartOfSpeech::Noun, &[text])).collect();
        words.push(word(10, PartOfSpeech::Verb, &["идти"]));
        words.push(word(11, PartOfSpeech::Noun, &["жилище", "Дом"]));
        words
    }

    fn card(number: u128) -> CardId {
        CardId::from(Uuid::from_u128(number))
    }

    #[test]
    fn the_right_meaning_is_among_four_of_its_kind() {
        let words = words();
        for number in 0..100 {
            let chosen = choices(card(number), 0, &words[0], &words);
            assert_eq!(chosen.len(), 4);
            assert_eq!(chosen.iter().filter(|choice| choice.word_id == words[0].word_id).count(), 1);
            assert!(chosen.iter().all(|choice| choice.part_of_speech == PartOfSpeech::Noun));
            assert!(chosen.iter().all(|choice| choice.shown() != "жилище"), "also right");
        }
    }

    #[test]
    fn an_exercise_is_the_same_whenever_it_is_asked_for() {
        let words = words();
        let mut reversed = words.clone();
        reversed.reverse();
        reversed.push(WordMeanings { lesson_position: 9, ..word(12, PartOfSpeech::Noun, &["далеко"]) });
        assert_eq!(choices(card(1), 2, &words[0], &words), choices(card(1), 2, &words[0], &reversed));
    }

    #[test]
    fn the_right_meaning_stands_in_every_place() {
        let words = words();
        let places: std::collections::BTreeSet<_> = (0..50)
            .filter_map(|reps| {
                choices(card(1), reps, &words[0], &words)
                    .iter()
                    .position(|choice| choice.word_id == words[0].word_id)
            })
            .collect();
        assert_eq!(places.len(), 4);
    }
}
