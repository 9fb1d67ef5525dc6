//! Planning: chooses the kind of exercise for a card. Learners first choose answers, and type them later.

use std::sync::Arc;

use crate::language_tag::LanguageTag;
use crate::learning::card::{Card, CardPhase, Skill};
use crate::learning::exercise::choices::choices;
use crate::learning::exercise::{
    Exercise, ExerciseContext, ExerciseId, ExerciseKind, Question, drill, order,
};
use crate::learning::rivals::Similarity;
use crate::learning::seed::Seed;
use crate::learning::word::{Meanings, Word};
use crate::learning::word_keys::WordKeys;

/// The purpose under which the seed gives the kind; it differs from all purposes that choices use.
const KIND: u128 = u128::MAX;

/// The stage of a card, for choosing an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Never reviewed.
    New,
    /// In learning steps.
    Learning,
    /// In relearning steps.
    Relearning,
    /// In the review phase, but not mature.
    Young,
    /// In the review phase, and mature.
    Mature,
}

impl Stage {
    fn of(card: &Card) -> Self {
        match card.state.phase {
            CardPhase::New => Self::New,
            CardPhase::Learning => Self::Learning,
            CardPhase::Relearning => Self::Relearning,
            CardPhase::Review if card.state.is_mature() => Self::Mature,
            CardPhase::Review => Self::Young,
        }
    }

    /// Returns the kinds for a skill at this stage. They are tried in turn, starting at a random one; the first that
    /// the word has the data for is used. On the first day, nothing has to be typed.
    fn kinds(self, skill: Skill) -> &'static [ExerciseKind] {
        use ExerciseKind::{
            ChooseMeaning, ChooseWord, Cloze, Inflect, ListenAndChoose, ListenAndType, OrderLetters,
            OrderWords, TypeMeaning, TypeWord,
        };
        match (skill, self) {
            (Skill::Recognize, Self::New | Self::Learning | Self::Relearning) => &[ChooseMeaning],
            (Skill::Recognize, Self::Young) => &[ChooseMeaning, TypeMeaning],
            (Skill::Recognize, Self::Mature) => &[TypeMeaning],
            (Skill::Produce, Self::New) => &[ChooseWord],
            (Skill::Produce, Self::Learning) => &[ChooseWord, OrderLetters],
            (Skill::Produce, Self::Relearning) => &[OrderLetters, TypeWord],
            (Skill::Produce, Self::Young) => &[OrderLetters, OrderWords, Cloze, TypeWord],
            (Skill::Produce, Self::Mature) => &[Cloze, TypeWord],
            (Skill::Listen, Self::New | Self::Learning | Self::Relearning) => &[ListenAndChoose],
            (Skill::Listen, Self::Young) => &[ListenAndChoose, ListenAndType],
            (Skill::Listen, Self::Mature) => &[ListenAndType],
            (Skill::Inflect, _) => &[Inflect],
        }
    }

    /// Returns how many of the commonest forms with an ending that was taught are drilled.
    fn forms(self) -> usize {
        match self {
            Self::New | Self::Learning | Self::Relearning => 5,
            Self::Young => 8,
            Self::Mature => usize::MAX,
        }
    }
}

/// Makes the exercise for a card before its next review. The exercise depends on the card, its state and the content
/// alone. Returns `None` if the word is unknown or has no meaning in any of the languages; the content rules out both.
pub fn exercise(card: &Card, context: &ExerciseContext<'_>) -> Option<Exercise> {
    exercise_of_kinds(card, context, &ExerciseKind::ALL)
}

/// Makes the exercise for a card as [`exercise`] does, but only of some kinds. If the stage of the card has none of them,
/// the first other one that practises the skill is used. Returns `None` if the word has the data for none of them.
pub fn exercise_of_kinds(
    card: &Card,
    context: &ExerciseContext<'_>,
    allowed: &[ExerciseKind],
) -> Option<Exercise> {
    let word = context.catalogue.word(card.word_id)?;
    let meanings = word.meanings_in(context.languages)?;
    let stage = Stage::of(card);
    let builder = QuestionBuilder {
        word,
        language: &meanings.language,
        stage,
        context,
        seed: Seed::of(card.id, card.state.reps),
    };
    let kinds = stage.kinds(card.skill);
    let first = builder.seed.below(KIND, kinds.len());
    let in_turn = kinds.iter().cycle().skip(first).take(kinds.len());
    let others = ExerciseKind::ALL.iter().filter(|kind| kind.practises(card.skill));
    let always = always_possible(card.skill);
    let in_turn = in_turn.chain([&always]).chain(others);
    let mut possible = in_turn.filter(|kind| allowed.contains(kind));
    let question = possible.find_map(|kind| builder.question(*kind))?;
    let task = question.task(word);
    Some(Exercise {
        id: ExerciseId { card: card.id, reps: card.state.reps, language: meanings.language.clone(), task },
        word: word.clone(),
        meaning: shown_meaning(meanings, word, &builder.keys(), &question).to_owned(),
        language: meanings.language.clone(),
        question,
    })
}

/// Returns the meaning to show: in a sentence, the one that the word has there.
fn shown_meaning<'a>(meanings: &'a Meanings, word: &Word, keys: &WordKeys, question: &Question) -> &'a str {
    match question {
        Question::Cloze(gap) => keys.meaning_in_example(word, meanings, gap.example),
        _ => meanings.shown(),
    }
}

/// Returns the kind of exercise that is possible for every word with a card of a skill.
pub fn always_possible(skill: Skill) -> ExerciseKind {
    match skill {
        Skill::Recognize => ExerciseKind::TypeMeaning,
        Skill::Produce => ExerciseKind::TypeWord,
        Skill::Listen => ExerciseKind::ListenAndType,
        Skill::Inflect => ExerciseKind::Inflect,
    }
}

struct QuestionBuilder<'a> {
    word: &'a Arc<Word>,
    language: &'a LanguageTag,
    stage: Stage,
    context: &'a ExerciseContext<'a>,
    seed: Seed,
}

impl QuestionBuilder<'_> {
    fn keys(&self) -> Arc<WordKeys> {
        self.context.catalogue.word_keys(self.word)
    }

    /// Makes a question of a kind. Returns `None` if the word lacks the data for it.
    fn question(&self, kind: ExerciseKind) -> Option<Question> {
        let choices = |similarity| choices(self.word, similarity, self.language, self.context, self.seed);
        Some(match kind {
            ExerciseKind::ChooseMeaning => Question::ChooseMeaning(choices(Similarity::Meaning)?),
            ExerciseKind::TypeMeaning => Question::TypeMeaning,
            ExerciseKind::ChooseWord => Question::ChooseWord(choices(Similarity::Spelling)?),
            ExerciseKind::TypeWord => Question::TypeWord,
            ExerciseKind::Cloze => Question::Cloze(self.keys().gap(self.word, self.seed)?),
            ExerciseKind::OrderLetters => Question::OrderLetters(order::letters(self.word, self.seed)?),
            ExerciseKind::OrderWords => {
                let (pieces, example) = order::words(self.word, &self.keys(), self.seed)?;
                Question::OrderWords { pieces, example }
            }
            ExerciseKind::ListenAndChoose => Question::ListenAndChoose(choices(Similarity::Spelling)?),
            ExerciseKind::ListenAndType => Question::ListenAndType,
            ExerciseKind::Inflect => {
                let taught = self.context.catalogue.taught_endings(self.word, self.context.started);
                Question::Inflect(drill::pick(
                    self.word,
                    &self.keys(),
                    &taught,
                    self.stage.forms(),
                    self.seed,
                )?)
            }
            ExerciseKind::FlipCard => return None,
        })
    }
}
