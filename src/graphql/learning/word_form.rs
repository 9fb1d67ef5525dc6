//! The inflected forms of words.

use async_graphql::{Enum, SimpleObject};
use graphql_engine::ListOf;
use kazakh::conjugation as domain;

use super::noun_form::NounForm;
use crate::domain::learning::word::Word;

/// An inflected form of a word. Exactly one of `noun` and `verb` is not null, and says which form it is.
#[derive(SimpleObject)]
pub struct WordForm {
    /// The form, in Kazakh Cyrillic. Forms of several words are separated by spaces, such as «жазып жатырмын».
    text: String,
    /// The form of a noun. Null for a verb.
    noun: Option<NounForm>,
    /// The form of a verb. Null for a noun.
    verb: Option<VerbForm>,
}

impl WordForm {
    /// Returns the forms of a noun, or the finite forms of a verb without questions. Empty for other words.
    pub fn paradigm(word: &Word) -> ListOf<Self> {
        if let Some(noun) = word.nouns().next() {
            let form = |(form, text)| Self { text, noun: Some(NounForm::from(form)), verb: None };
            return noun.paradigm().map(form).collect();
        }
        let Some(verb) = word.verb() else { return ListOf::default() };
        let statements = domain::VerbForm::all().filter(|form| !form.question);
        let form = |form| Some(Self { text: verb.form(form)?, noun: None, verb: Some(form.into()) });
        statements.filter_map(form).collect()
    }
}

/// A finite form of a Kazakh verb.
#[derive(SimpleObject)]
pub struct VerbForm {
    /// The tense or mood.
    tense: VerbTense,
    /// The person of the subject.
    person: VerbPerson,
    /// Whether and how the form is negated.
    polarity: VerbPolarity,
}

impl From<domain::VerbForm> for VerbForm {
    fn from(form: domain::VerbForm) -> Self {
        Self { tense: form.tense.into(), person: form.person.into(), polarity: form.polarity.into() }
    }
}

/// A tense or a mood of a verb (шақ, рай).
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Tense")]
pub enum VerbTense {
    /// Ауыспалы осы-келер шақ: what is done habitually or will be done (барамын).
    Present,
    /// Жедел өткен шақ, the simple past (бардым).
    Past,
    /// Бұрынғы өткен шақ, the perfect (барғанмын).
    Perfect,
    /// Бұрынғы өткен шақ in -ып: the speaker has heard or infers it (барыппын, барыпты).
    Evidential,
    /// Нақ осы шақ with жатыр: what is being done (жазып жатырмын).
    #[graphql(name = "CONTINUOUS_ZHATYR")]
    Lying,
    /// Нақ осы шақ with отыр: what is being done (жазып отырмын).
    #[graphql(name = "CONTINUOUS_OTYR")]
    Sitting,
    /// Нақ осы шақ with жүр: what is being done these days (жазып жүрмін).
    #[graphql(name = "CONTINUOUS_ZHUR")]
    Walking,
    /// Нақ осы шақ with тұр: what is being done (жазып тұрмын).
    #[graphql(name = "CONTINUOUS_TUR")]
    Standing,
    /// Болжалды келер шақ: what will probably be done (барармын).
    Future,
    /// Мақсатты келер шақ in -мақ: what is going to be done (бармақпын).
    Purpose,
    /// Мақсатты келер шақ in -мақшы: what is intended (бармақшымын).
    Intention,
    /// Шартты рай: if it is done (барсам).
    Conditional,
    /// Бұйрық рай: let it be done (барайын, бар, барсын).
    Imperative,
}

/// The person of a verb's subject (жақ).
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Person")]
pub enum VerbPerson {
    /// I (мен).
    FirstSingular,
    /// You, to a friend or a child (сен).
    SecondFamiliar,
    /// You, polite (сіз).
    SecondPolite,
    /// He, she, it, they (ол, олар).
    Third,
    /// We (біз).
    FirstPlural,
    /// You, to several friends or children (сендер).
    SecondFamiliarPlural,
    /// You, polite, to several people (сіздер).
    SecondPolitePlural,
}

/// Whether and how a form of a verb is negated (болымсыз).
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Polarity")]
pub enum VerbPolarity {
    /// Not negated.
    Affirmative,
    /// With the suffix -ма: бармаймын. The future has -мас (бармаспын); PURPOSE and INTENTION have емес.
    Negative,
    /// With жоқ: барған жоқпын. Only the perfect and the tenses with жатыр, отыр, жүр and тұр have this form.
    Nonoccurrence,
}
