//! The forms of nouns, and their names.

use async_graphql::{ComplexObject, Context, Enum, SimpleObject};
use kazakh::inflection as domain;

use crate::graphql::context::request;
use crate::graphql::scalars::Language;
use crate::messages::noun_form_name;

/// A form of a Kazakh noun.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct NounForm {
    /// The grammatical number.
    number: GrammaticalNumber,
    /// The possessor, if the noun has a possessive ending. Null if it has none.
    possessor: Option<Possessor>,
    /// The case.
    case: GrammaticalCase,
    #[graphql(skip)]
    form: domain::NounForm,
}

#[ComplexObject]
impl NounForm {
    /// The name of the form, to show to learners, such as «plural, “our”, locative (where?)».
    async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language of the name. Defaults to the request's language.")] lang: Option<
            Language,
        >,
    ) -> String {
        noun_form_name(self.form, lang.map_or(request(context).language, Into::into))
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

/// The grammatical number.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrammaticalNumber {
    /// Singular (жекеше): one thing, or several after a numeral.
    Singular,
    /// Plural (көпше): several.
    Plural,
}

/// The possessor that the possessive ending (тәуелдік жалғау) names.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Possessor")]
pub enum Possessor {
    /// My (менің).
    FirstSingular,
    /// Your, to a friend or a child (сенің).
    SecondFamiliar,
    /// Your, polite (сіздің).
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
