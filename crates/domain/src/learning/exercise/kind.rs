//! The kinds of exercises.

use crate::closed_list::closed_list;
use crate::learning::card::Skill;

closed_list! {
    /// The kind of an exercise.
    ExerciseKind {
        /// Choose the meaning of a Kazakh word from several.
        ChooseMeaning = "choose-meaning",
        /// Type the meaning of a Kazakh word.
        TypeMeaning = "type-meaning",
        /// Choose the Kazakh word for a meaning from several.
        ChooseWord = "choose-word",
        /// Type the Kazakh word for a meaning.
        TypeWord = "type-word",
        /// Type the form of the word that is missing from a sentence.
        Cloze = "cloze",
        /// Put the letters of the word in order.
        OrderLetters = "order-letters",
        /// Put the words of a sentence in order.
        OrderWords = "order-words",
        /// Listen, and choose the word from several.
        ListenAndChoose = "listen-and-choose",
        /// Listen, and type the word.
        ListenAndType = "listen-and-type",
        /// Put the noun into the form that belongs in a sentence.
        Inflect = "inflect",
        /// Look at both sides of the card, and rate it by hand.
        FlipCard = "flip-card",
    }
}

impl ExerciseKind {
    /// All kinds. Their positions are part of every issued id, so new kinds go at the end.
    pub const ALL: [Self; 11] = [
        Self::ChooseMeaning,
        Self::TypeMeaning,
        Self::ChooseWord,
        Self::TypeWord,
        Self::Cloze,
        Self::OrderLetters,
        Self::OrderWords,
        Self::ListenAndChoose,
        Self::ListenAndType,
        Self::Inflect,
        Self::FlipCard,
    ];

    /// Whether the kind practises a skill. Flipping a card practises any skill.
    pub fn practises(self, skill: Skill) -> bool {
        match self {
            Self::ChooseMeaning | Self::TypeMeaning => skill == Skill::Recognize,
            Self::ChooseWord | Self::TypeWord | Self::Cloze | Self::OrderLetters | Self::OrderWords => {
                skill == Skill::Produce
            }
            Self::ListenAndChoose | Self::ListenAndType => skill == Skill::Listen,
            Self::Inflect => skill == Skill::Inflect,
            Self::FlipCard => true,
        }
    }
}
