//! Which exercise a card is asked for when: choosing while it is learned, typing later.

use std::sync::Arc;

use crate::domain::learning::card::{Card, CardPhase, Skill};
use crate::domain::learning::exercise::choices::{By, choices};
use crate::domain::learning::exercise::{
    Exercise, ExerciseId, ExerciseKind, Known, Question, cloze, drill, order,
};
use crate::domain::learning::seed::Seed;
use crate::domain::learning::word::{LanguageTag, Word};

/// From this interval on a card is mature, days, as Anki counts.
const MATURE_DAYS: u32 = 21;
/// What the kind is drawn by, apart from the places of choices.
const KIND: u128 = u128::MAX;

/// How far a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Never seen.
    New,
    /// In the steps of a day.
    InSteps,
    /// Comes back after days.
    Young,
    /// Comes back after three weeks or more.
    Mature,
}

impl Stage {
    fn of(card: &Card) -> Self {
        match card.state.phase {
            CardPhase::New => Self::New,
            CardPhase::Learning | CardPhase::Relearning => Self::InSteps,
            CardPhase::Review if card.state.interval_days < MATURE_DAYS => Self::Young,
            CardPhase::Review => Self::Mature,
        }
    }

    /// The kinds that a card is asked for, in turn from one that is drawn. The last one is always possible, and is what is
    /// asked where the word lacks what the others need.
    fn kinds(self, skill: Skill) -> &'static [ExerciseKind] {
        use ExerciseKind::{
            ChooseMeaning, ChooseWord, Cloze, Inflect, ListenAndChoose, ListenAndType, OrderLetters,
            OrderWords, TypeMeaning, TypeWord,
        };
        match (skill, self) {
            (Skill::Recognize, Self::New | Self::InSteps) => &[ChooseMeaning],
            (Skill::Recognize, Self::Young) => &[ChooseMeaning, TypeMeaning],
            (Skill::Recognize, Self::Mature) => &[TypeMeaning],
            (Skill::Produce, Self::New) => &[ChooseWord],
            (Skill::Produce, Self::InSteps) => &[OrderLetters, TypeWord],
            (Skill::Produce, Self::Young) => &[OrderLetters, OrderWords, Cloze, TypeWord],
            (Skill::Produce, Self::Mature) => &[Cloze, TypeWord],
            (Skill::Listen, Self::New | Self::InSteps) => &[ListenAndChoose],
            (Skill::Listen, Self::Young) => &[ListenAndChoose, ListenAndType],
            (Skill::Listen, Self::Mature) => &[ListenAndType],
            (Skill::Inflect, _) => &[Inflect],
        }
    }

    /// How many endings a noun is to get.
    fn endings(self) -> u8 {
        match self {
            Self::New | Self::InSteps => 1,
            Self::Young => 2,
            Self::Mature => 3,
        }
    }
}

/// What to ask of a card before its next review; none for a word without a meaning in any of the languages, and for one
/// that is not known: no content brings that about. It hangs on the card, its state and the content, and on nothing else.
pub fn exercise(card: &Card, known: &Known<'_>) -> Option<Exercise> {
    let word = known.catalogue.word(card.word_id)?;
    let shown = word.meanings_in(known.languages)?;
    let stage = Stage::of(card);
    let maker =
        Maker { word, language: &shown.language, stage, known, seed: Seed::of(card.id, card.state.reps) };
    let kinds = stage.kinds(card.skill);
    let first = maker.seed.below(KIND, kinds.len());
    let in_turn = kinds.iter().cycle().skip(first).take(kinds.len());
    let question = in_turn.chain([sure(card.skill)]).find_map(|kind| maker.question(*kind))?;
    let task = question.task(word);
    Some(Exercise {
        id: ExerciseId { card: card.id, reps: card.state.reps, language: shown.language.clone(), task },
        word: word.clone(),
        meaning: shown.shown().to_owned(),
        language: shown.language.clone(),
        question,
    })
}

/// What every word can be asked for.
fn sure(skill: Skill) -> &'static ExerciseKind {
    match skill {
        Skill::Recognize => &ExerciseKind::TypeMeaning,
        Skill::Produce => &ExerciseKind::TypeWord,
        Skill::Listen => &ExerciseKind::ListenAndType,
        Skill::Inflect => &ExerciseKind::Inflect,
    }
}

struct Maker<'a> {
    word: &'a Arc<Word>,
    language: &'a LanguageTag,
    stage: Stage,
    known: &'a Known<'a>,
    seed: Seed,
}

impl Maker<'_> {
    /// An exercise of a kind; none where the word lacks what it needs.
    fn question(&self, kind: ExerciseKind) -> Option<Question> {
        let choices = |by| choices(self.word, by, self.language, self.known, self.seed);
        Some(match kind {
            ExerciseKind::ChooseMeaning => Question::ChooseMeaning(choices(By::Meaning)?),
            ExerciseKind::TypeMeaning => Question::TypeMeaning,
            ExerciseKind::ChooseWord => Question::ChooseWord(choices(By::Spelling)?),
            ExerciseKind::TypeWord => Question::TypeWord,
            ExerciseKind::Cloze => Question::Cloze(cloze::gap(self.word, self.seed)?),
            ExerciseKind::OrderLetters => Question::OrderLetters(order::letters(self.word, self.seed)?),
            ExerciseKind::OrderWords => {
                let (pieces, example) = order::words(self.word, self.seed)?;
                Question::OrderWords { pieces, example }
            }
            ExerciseKind::ListenAndChoose => Question::ListenAndChoose(choices(By::Spelling)?),
            ExerciseKind::ListenAndType => Question::ListenAndType,
            ExerciseKind::Inflect => {
                Question::Inflect(drill::form(self.word, self.stage.endings(), self.seed)?)
            }
            ExerciseKind::FlipCard => return None,
        })
    }
}
