//! The rules for a record's texts and lists. The editing mutations check whole records, the content import checks the
//! single values of its files; both use the functions of this file, and [`is_link`] for links.

use crate::language_tag::LanguageTag;
use crate::link::is_link;
use crate::problem::Problem;
use crate::text::{Text, is_no_text, is_visible};

/// The maximum length of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// A name or a title: 300 characters.
    Line,
    /// A description: 10,000 characters.
    Paragraphs,
}

impl Length {
    /// Returns the maximum number of characters.
    pub fn characters(self) -> usize {
        match self {
            Self::Line => 300,
            Self::Paragraphs => 10_000,
        }
    }
}

/// The maximum number of elements in a list of a record.
pub(super) const MAX_LIST: usize = 200;
/// The maximum number of languages of an event or a service.
const MAX_LANGUAGES: usize = 20;

/// A problem of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldProblem {
    /// The problem.
    pub problem: Problem,
    /// The field.
    pub field: &'static str,
}

/// Collects the problems of a record, so that all of them are reported at once.
#[derive(Debug, Default)]
pub(super) struct Checks {
    problems: Vec<FieldProblem>,
}

impl Checks {
    pub(super) fn ensure(&mut self, holds: bool, problem: Problem, field: &'static str) {
        let field_problem = FieldProblem { problem, field };
        if !holds && !self.problems.contains(&field_problem) {
            self.problems.push(field_problem);
        }
    }

    pub(super) fn slug(&mut self, slug: &str) {
        self.ensure(is_slug(slug), Problem::InvalidSlug, "slug");
    }

    pub(super) fn text<'a>(
        &mut self,
        field: &'static str,
        length: Length,
        texts: impl IntoIterator<Item = &'a Text>,
    ) {
        for text in texts {
            self.ensure(text.languages().next().is_some(), Problem::Required, field);
            for (part, _) in text.languages() {
                self.part(field, length, part);
            }
        }
    }

    pub(super) fn lines<'a>(&mut self, field: &'static str, lines: impl IntoIterator<Item = &'a String>) {
        for line in lines {
            self.part(field, Length::Line, line);
        }
    }

    pub(super) fn paragraphs<'a>(
        &mut self,
        field: &'static str,
        texts: impl IntoIterator<Item = &'a String>,
    ) {
        for text in texts {
            self.part(field, Length::Paragraphs, text);
        }
    }

    fn part(&mut self, field: &'static str, length: Length, text: &str) {
        let forbidden = |c: char| is_no_text(c) && !(length == Length::Paragraphs && c == '\n');
        let within = text.chars().count() <= length.characters();
        let plain = text.chars().any(is_visible) && !text.chars().any(forbidden);
        self.ensure(within && plain, Problem::InvalidDirectoryText, field);
    }

    pub(super) fn link(&mut self, field: &'static str, link: Option<&str>) {
        self.ensure(link.is_none_or(is_link), Problem::InvalidLink, field);
    }

    pub(super) fn languages(&mut self, field: &'static str, languages: &[String]) {
        self.at_most(MAX_LANGUAGES, languages.len(), field);
        for language in languages {
            self.ensure(LanguageTag::new(language).is_ok(), Problem::InvalidLanguageTag, field);
        }
    }

    pub(super) fn at_most(&mut self, most: usize, elements: usize, field: &'static str) {
        self.ensure(elements <= most, Problem::TooManyItems, field);
    }

    pub(super) fn finish(self) -> Vec<FieldProblem> {
        self.problems
    }
}

/// Checks that a text is a slug: at most 80 lower-case Latin letters, digits and hyphens, with no hyphen at either end.
pub fn is_slug(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Checks that a text has the form of an ISO 3166 code of a country, or of a country's subdivision.
pub fn is_area(text: &str) -> bool {
    let (country, subdivision) = match text.split_once('-') {
        Some((country, subdivision)) => (country, Some(subdivision)),
        None => (text, None),
    };
    let is_capital_or_digit = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && subdivision
            .is_none_or(|code| (1..=3).contains(&code.len()) && code.bytes().all(is_capital_or_digit))
}
