//! The forms of nouns, and what they are called.

use async_graphql::{ComplexObject, Context, Enum, SimpleObject};
use kazakh::inflection as domain;

use crate::domain::learning::exercise::form_name;
use crate::graphql::context::request;
use crate::graphql::scalars::Language;

/// A form of a Kazakh noun.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct NounForm {
    /// One or several.
    number: GrammaticalNumber,
    /// Whose it is, if the noun bears a possessive ending; null: it bears none.
    possessor: Option<Possessor>,
    /// The case.
    case: GrammaticalCase,
    #[graphql(skip)]
    form: domain::NounForm,
}

#[ComplexObject]
impl NounForm {
    /// What it is called, to be shown to learners: «plural, “our”, locative (where?)».
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language; without it, in that of the request.")] lang: Option<Language>,
    ) -> String {
        form_name(self.form, lang.map_or(request(context).language, Into::into))
    }
}

impl From<domain::NounForm> for NounForm {
    fn from(form: domain::NounForm) -> Self {
        Self {
            number: if form.plural { GrammaticalNumber::Plural } else { GrammaticalNumber::Singular },
            possessor: form.possessor.map(Possessor::from),
            case: form.case.into(),
            form,
        }
    }
}

/// One or several.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrammaticalNumber {
    /// One, or any number where a number word says how many (жекеше).
    Singular,
    /// Several (көпше).
    Plural,
}

/// Whose something is, by the possessive ending (тәуелдік жалғау).
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Possessor")]
pub enum Possessor {
    /// My (менің).
    FirstSingular,
    /// Your, to a friend or a child (сенің).
    SecondFamiliar,
    /// Your, politely (сіздің).
    SecondPolite,
    /// His, her, its, their (оның, олардың).
    Third,
    /// Our (біздің).
    FirstPlural,
}

/// The seven cases of Kazakh (септік).
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Case")]
pub enum GrammaticalCase {
    /// Атау септік: who, what.
    Nominative,
    /// Ілік септік: whose.
    Genitive,
    /// Барыс септік: to whom, where to.
    Dative,
    /// Табыс септік: whom, what.
    Accusative,
    /// Жатыс септік: where, when.
    Locative,
    /// Шығыс септік: from whom, where from.
    Ablative,
    /// Көмектес септік: with whom, with what.
    Instrumental,
}
