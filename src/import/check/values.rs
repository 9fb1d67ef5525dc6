//! Checks of single values.

use std::fmt::Display;
use std::str::FromStr;

use edtf::{Edtf, FuzzyDate};

use super::{FileChecker, languages, spelling, writing};
use crate::domain::directory::{ContactKind, Length, is_slug};
use crate::domain::language_tag::LanguageTag;
use crate::domain::link::is_link;
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::import::format::{self, Contact, CourseTexts, Field, FormerName, Texts};
use crate::import::records::{self, period};
use crate::messages::problem_sentence;

/// Returns the message for an invalid slug.
pub(super) fn invalid_slug_message(text: &str) -> String {
    format!(
        "«{text}» is not a slug: use at most 80 lower-case Latin letters and digits, with hyphens between them"
    )
}

impl FileChecker<'_> {
    pub(super) fn slug(&mut self, slug: &Field) {
        if !is_slug(slug.as_ref()) {
            self.report(slug, invalid_slug_message(slug.as_ref()));
        }
    }

    pub(super) fn text(&mut self, text: &Field) {
        if let Some(problem) = spelling::problem(text.as_ref()) {
            self.report(text, problem);
        }
    }

    pub(super) fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t CourseTexts>) {
        for texts in texts {
            texts.all().for_each(|text| self.text(text));
            writing::check_languages(self, texts);
        }
    }

    /// Checks names, titles and other one-line texts, including the directory's length limit.
    pub(super) fn line_texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t Texts>) {
        for text in texts.into_iter().flat_map(Texts::all) {
            self.line_text(text);
        }
    }

    /// Checks a one-line text in any language.
    pub(super) fn line_text(&mut self, text: &Field) {
        self.text(text);
        self.at_most(Length::Line, text);
    }

    /// Checks descriptions, including the directory's length limit.
    pub(super) fn paragraphs<'t>(&mut self, texts: impl IntoIterator<Item = &'t Texts>) {
        for text in texts.into_iter().flat_map(Texts::all) {
            self.text(text);
            self.at_most(Length::Paragraphs, text);
        }
    }

    fn at_most(&mut self, length: Length, text: &Field) {
        let (characters, most) = (text.as_ref().chars().count(), length.characters());
        if characters > most {
            self.report(text, format!("the text has {characters} characters; at most {most} are allowed"));
        }
    }

    pub(super) fn headword(&mut self, headword: &Field) {
        if let Some(problem) = spelling::headword_problem(headword.as_ref()) {
            self.report(headword, problem);
        }
    }

    pub(super) fn dates<'t>(&mut self, dates: impl IntoIterator<Item = &'t Field>) {
        for date in dates {
            self.parses::<Edtf>(date);
        }
    }

    /// Checks a period: `since` and `until` are single dates, `attested` may be an interval.
    pub(super) fn period(&mut self, since: Option<&Field>, until: Option<&Field>, attested: Option<&Field>) {
        for date in since.into_iter().chain(until) {
            self.parses::<FuzzyDate>(date);
        }
        self.dates(attested);
        let is_inconsistent = period(since, until, attested).is_ok_and(|period| !period.is_consistent());
        if let (true, Some(last)) = (is_inconsistent, until.or(attested).or(since)) {
            self.report(last, "the period ends before it begins, or does not include the attested date");
        }
    }

    pub(super) fn link(&mut self, link: &Field) {
        if !is_link(link.as_ref()) {
            self.report_invalid_link(link);
        }
    }

    fn report_invalid_link(&mut self, link: &Field) {
        self.report(link, format!("«{}» is not a link that begins with https:// or http://", link.as_ref()));
    }

    /// Checks a contact, except its source.
    pub(super) fn contact(&mut self, contact: &Contact) {
        if let Some(kind) = self.parses::<ContactKind>(&contact.kind) {
            self.contact_value(kind, &contact.value);
        }
        self.line_text(&contact.value);
        self.line_texts(&contact.label);
        self.period(contact.since.as_ref(), contact.until.as_ref(), None);
    }

    fn contact_value(&mut self, kind: ContactKind, value: &Field) {
        let text: &str = value.as_ref();
        match kind.check(text) {
            Ok(()) => {}
            Err(Problem::InvalidLink) => self.report_invalid_link(value),
            Err(Problem::InvalidEmail) => self.report(value, format!("«{text}» is not an e-mail address")),
            Err(problem) => {
                self.report(value, format!("«{text}»: {}", problem_sentence(problem, Language::En)));
            }
        }
    }

    pub(super) fn identifier(&mut self, identifier: &format::Identifier) {
        self.slug(&identifier.scheme);
        let text: &str = identifier.value.as_ref();
        if !records::identifier(identifier).has_valid_value() {
            let sentence = problem_sentence(Problem::InvalidIdentifier, Language::En);
            self.report(&identifier.value, format!("«{text}»: {sentence}"));
        }
    }

    /// Checks a former name, except its source.
    pub(super) fn former_name(&mut self, former: &FormerName) {
        self.line_texts([&former.name]);
        self.period(former.since.as_ref(), former.until.as_ref(), None);
    }

    /// Checks a language tag, which must be in its canonical form.
    pub(super) fn language(&mut self, language: &Field) {
        let text: &str = language.as_ref();
        match LanguageTag::new(text) {
            Err(problem) => {
                self.report(language, format!("«{text}»: {}", problem_sentence(problem, Language::En)));
            }
            Ok(tag) if tag.as_str() != text => {
                self.report(language, format!("write «{}» instead of «{text}»", tag.as_str()));
            }
            Ok(tag) if !languages::is_known(&tag) => {
                self.report(language, format!("«{text}» is the code of no known language"));
            }
            Ok(_) => {}
        }
    }

    /// Checks a text in a language, and the letters that it is written in.
    pub(super) fn text_in(&mut self, language: &Field, text: &Field) {
        self.text(text);
        let foreign = languages::foreign_letter(language.as_ref(), text.as_ref());
        if let (None, Some(letter)) = (spelling::problem(text.as_ref()), foreign) {
            let (language, text_shown) = (language.as_ref(), text.as_ref());
            self.report(
                text,
                format!("«{text_shown}» contains «{letter}», which {language} is not written with"),
            );
        }
    }

    /// Checks that a value can be parsed, such as a name of a closed list or a date, and returns the parsed value.
    pub(super) fn parses<T>(&mut self, value: &Field) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let text: &str = value.as_ref();
        match text.parse::<T>() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                self.report(value, format!("«{text}»: {error}"));
                None
            }
        }
    }
}
