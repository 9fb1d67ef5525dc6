//! The kinds of exercises.

use crate::domain::closed_list::closed_list;
use crate::domain::learning::card::Skill;

closed_list! {
    /// What is asked.
    ExerciseKind {
        /// Choose the meaning of a Kazakh word among several.
        ChooseMeaning = "choose-meaning",
        /// Type the meaning of a Kazakh word.
        TypeMeaning = "type-meaning",
        /// Choose the Kazakh word for a meaning among several.
        ChooseWord = "choose-word",
        /// Type the Kazakh word for a meaning.
        TypeWord = "type-word",
        /// Type the form of the word that a sentence lacks.
        Cloze = "cloze",
        /// Put the letters of the word in order.
        OrderLetters = "order-letters",
        /// Put the words of a sentence in order.
        OrderWords = "order-words",
        /// Choose the word that is heard among several.
        ListenAndChoose = "listen-and-choose",
        /// Type the word that is heard.
        ListenAndType = "listen-and-type",
        /// Put the noun into a form.
        Inflect = "inflect",
        /// Look at both sides of the card, and rate it by hand.
        FlipCard = "flip-card",
    }
}

impl ExerciseKind {
    /// All kinds. Their places are part of every id that was ever handed out: new ones come last.
    pub(super) const ALL: [Self; 11] = [
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

    /// Whether it practises a skill. Whoever flips cards practises what they mean to.
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
