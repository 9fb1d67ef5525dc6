//! What is known about a person besides the name as it is written: the parts of the name, the gender, the dates of birth
//! and death, and a picture.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Gender;
use super::citation::Citation;
use super::field_checks::{Checks, Length};
use super::person::Person;
use super::statement::{CitedDate, name_on};
use crate::problem::Problem;
use crate::text::{Language, Text};

/// What is known about a person besides the names.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonalDetails {
    /// The family name in the current name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub family_name: Option<Text>,
    /// The given name, or several, in the current name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub given_name: Option<Text>,
    /// The patronymic, which the current name need not have.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub patronymic: Option<Text>,
    /// The gender that the source states.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub gender: Option<Gender>,
    /// When the person was born.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub born: Option<CitedDate>,
    /// When the person died.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub died: Option<CitedDate>,
    /// A picture of the person.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub image: Option<Image>,
}

/// A picture, with the terms under which it may be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// The web address of the picture.
    pub url: String,
    /// The web address of the licence.
    pub licence: String,
    /// Who made the picture, as they want to be named.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub creator: Option<String>,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

impl PersonalDetails {
    /// Returns the citations of the dates and of the picture, one list for each statement.
    pub fn citations(&self) -> impl Iterator<Item = &Vec<Citation>> {
        (self.born.iter().chain(&self.died).map(|dated| &dated.citations))
            .chain(self.image.iter().map(|image| &image.citations))
    }

    /// Returns the citations of the dates and of the picture, to change them.
    pub fn citations_mut(&mut self) -> impl Iterator<Item = &mut Vec<Citation>> {
        (self.born.iter_mut().chain(&mut self.died).map(|dated| &mut dated.citations))
            .chain(self.image.iter_mut().map(|image| &mut image.citations))
    }

    /// Returns the parts of the name in a language: the family name, the given name, and the patronymic.
    fn parts(&self, language: Language) -> [Option<&str>; 3] {
        [&self.family_name, &self.given_name, &self.patronymic]
            .map(|part| part.as_ref().and_then(|text| text.get(language)))
    }
}

impl Person {
    /// Returns the name that lists are ordered by, in each language of the person's name on a day: the family name, or
    /// else the patronymic, comes first. It is the name as it is written where the parts are not known.
    pub fn sort_name(&self, day: NaiveDate) -> Text {
        let [kk, ru, en] = Language::ALL.map(|language| self.sort_name_in(language, day));
        Text { kk, ru, en }
    }

    fn sort_name_in(&self, language: Language, day: NaiveDate) -> Option<String> {
        let (first, rest) = match self.details.parts(language) {
            [Some(family), Some(given), Some(patronymic)] => (family, format!("{given} {patronymic}")),
            [Some(first), Some(given), None] | [None, Some(given), Some(first)] => (first, given.to_owned()),
            _ => return Some(name_on(&self.names, day)?.text.get(language)?.to_owned()),
        };
        // English readers would take a family name in front for a given name.
        let separator = if language == Language::En { ", " } else { " " };
        Some(format!("{first}{separator}{rest}"))
    }

    /// Returns how a letter addresses the person: by the given name and the patronymic, and in English, or without a
    /// patronymic, by the given name and the family name. It is the name as it is written where the parts are not known.
    pub fn addressed_as(&self, wanted: Language, day: NaiveDate) -> String {
        let (name, language) =
            name_on(&self.names, day).map_or(("", wanted), |name| name.text.in_language(wanted));
        match (self.details.parts(language), language) {
            ([Some(family), Some(given), _], Language::En) | ([Some(family), Some(given), None], _) => {
                format!("{given} {family}")
            }
            ([_, Some(given), Some(patronymic)], _) => format!("{given} {patronymic}"),
            _ => name.to_owned(),
        }
    }
}

impl Checks {
    pub(super) fn personal_details(&mut self, details: &PersonalDetails) {
        self.text("familyName", Length::Line, &details.family_name);
        self.text("givenName", Length::Line, &details.given_name);
        self.text("patronymic", Length::Line, &details.patronymic);
        for (field, dated) in [("born", &details.born), ("died", &details.died)] {
            if let Some(dated) = dated {
                self.citations(field, &dated.citations);
            }
        }
        self.order("died", details.born.as_ref(), details.died.as_ref());
        if let Some(image) = &details.image {
            self.link("image", Some(&image.url));
            self.link("image", Some(&image.licence));
            self.lines("image", &image.creator);
            self.citations("image", &image.citations);
        }
    }

    /// Checks that something can have ended after it began.
    pub(super) fn order(
        &mut self,
        field: &'static str,
        began: Option<&CitedDate>,
        ended: Option<&CitedDate>,
    ) {
        let earliest = began.and_then(|began| began.date.earliest());
        let latest = ended.and_then(|ended| ended.date.latest());
        let is_in_order = earliest.zip(latest).is_none_or(|(earliest, latest)| earliest <= latest);
        self.ensure(is_in_order, Problem::InvalidPeriod, field);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::directory::RecordContent as _;

    fn person(more: &Value) -> Person {
        let mut json = json!({"slug": "emil", "names": [
            {"text": {"kk": "Эмиль Құрбанов", "ru": "Эмиль Курбанов", "en": "Emil Qurbanov"}},
        ]});
        json.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(json).unwrap()
    }

    fn day() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    #[test]
    fn the_order_of_a_name_is_that_of_the_language() {
        let emil = person(&json!({
            "familyName": {"kk": "Құрбанов", "ru": "Курбанов", "en": "Qurbanov"},
            "givenName": {"kk": "Эмиль", "ru": "Эмиль", "en": "Emil"},
            "patronymic": {"kk": "Рашидұлы", "ru": "Рашидович", "en": "Rashiduly"},
        }));
        for (language, sorted, addressed) in [
            (Language::Kk, "Құрбанов Эмиль Рашидұлы", "Эмиль Рашидұлы"),
            (Language::Ru, "Курбанов Эмиль Рашидович", "Эмиль Рашидович"),
            (Language::En, "Qurbanov, Emil Rashiduly", "Emil Qurbanov"),
        ] {
            assert_eq!(emil.sort_name(day()).get(language), Some(sorted));
            assert_eq!(emil.addressed_as(language, day()), addressed);
        }
    }

    #[test]
    fn a_name_whose_parts_are_unknown_stays_as_it_is() {
        let emil = person(&json!({"familyName": {"kk": "Құрбанов"}, "givenName": {"kk": "Эмиль"}}));
        let sorted = emil.sort_name(day());
        assert_eq!(sorted.kk.as_deref(), Some("Құрбанов Эмиль"));
        assert_eq!(sorted.ru.as_deref(), Some("Эмиль Курбанов"));
        assert_eq!(emil.addressed_as(Language::Kk, day()), "Эмиль Құрбанов");
        assert_eq!(emil.addressed_as(Language::Ru, day()), "Эмиль Курбанов");
        // Without a family name, the patronymic takes its place.
        let dana = person(&json!({"givenName": {"kk": "Дана"}, "patronymic": {"kk": "Серікқызы"}}));
        assert_eq!(dana.sort_name(day()).kk.as_deref(), Some("Серікқызы Дана"));
        assert_eq!(dana.addressed_as(Language::Kk, day()), "Дана Серікқызы");
    }

    #[test]
    fn nobody_dies_before_being_born() {
        let dated = |date: &str| json!({"date": date, "citations": [{"source": uuid::Uuid::nil()}]});
        for (born, died, is_possible) in
            [("1990", "1989", false), ("1990", "1990", true), ("1989/1991", "1990", true)]
        {
            let person = person(&json!({"born": dated(born), "died": dated(died)}));
            let problems = person.problems();
            let found =
                problems.iter().any(|one| one.field == "died" && one.problem == Problem::InvalidPeriod);
            assert_eq!(found, !is_possible, "{born}, {died}");
        }
    }
}
