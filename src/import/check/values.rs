//! Checks of single values.

use std::fmt::Display;
use std::str::FromStr;

use edtf::{Edtf, FuzzyDate};

use super::{Notes, spelling};
use crate::domain::accounts::Email;
use crate::domain::directory::{ContactKind, is_slug};
use crate::domain::learning::word::LanguageTag;
use crate::domain::text::Language;
use crate::import::format::{Contact, Field, FormerName, Identifier, Texts};
use crate::import::records::term;

/// The characters that a name or a title may have.
const LINE: usize = 300;
/// The characters that a description may have.
const PARAGRAPHS: usize = 10_000;

/// What to say about a slug that is not one.
pub(super) fn not_a_slug(text: &str) -> String {
    format!(
        "«{text}» is not a slug: lower-case Latin letters and digits, with hyphens between them, 80 at most"
    )
}

impl Notes<'_> {
    pub(super) fn slug(&mut self, slug: &Field) {
        if !is_slug(slug.as_ref()) {
            self.at(slug, not_a_slug(slug.as_ref()));
        }
    }

    pub(super) fn text(&mut self, text: &Field) {
        if let Some(flaw) = spelling::flaw(text.as_ref()) {
            self.at(text, flaw);
        }
    }

    pub(super) fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t Texts>) {
        for text in texts.into_iter().flat_map(Texts::all) {
            self.text(text);
        }
    }

    /// Names, titles and other texts of one line, as long as the directory takes them.
    pub(super) fn line_texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t Texts>) {
        for text in texts.into_iter().flat_map(Texts::all) {
            self.line_text(text);
        }
    }

    /// A text of one line in whatever language.
    pub(super) fn line_text(&mut self, text: &Field) {
        self.text(text);
        self.at_most(LINE, text);
    }

    /// Descriptions, as long as the directory takes them.
    pub(super) fn paragraphs<'t>(&mut self, texts: impl IntoIterator<Item = &'t Texts>) {
        for text in texts.into_iter().flat_map(Texts::all) {
            self.text(text);
            self.at_most(PARAGRAPHS, text);
        }
    }

    fn at_most(&mut self, most: usize, text: &Field) {
        let characters = text.as_ref().chars().count();
        if characters > most {
            self.at(text, format!("the text has {characters} characters, {most} at most are allowed"));
        }
    }

    pub(super) fn headword(&mut self, headword: &Field) {
        if let Some(flaw) = spelling::flaw_of_headword(headword.as_ref()) {
            self.at(headword, flaw);
        }
    }

    pub(super) fn dates<'t>(&mut self, dates: impl IntoIterator<Item = &'t Field>) {
        for date in dates {
            self.parses::<Edtf>(date);
        }
    }

    /// From when until when something holds, which are single dates, and when it was seen.
    pub(super) fn term(&mut self, since: Option<&Field>, until: Option<&Field>, attested: Option<&Field>) {
        for date in since.into_iter().chain(until) {
            self.parses::<FuzzyDate>(date);
        }
        self.dates(attested);
        let is_out_of_order = term(since, until, attested).is_ok_and(|term| !term.is_ordered());
        if let (true, Some(last)) = (is_out_of_order, until.or(attested).or(since)) {
            self.at(last, "the term ends before it begins, or was seen when it did not hold");
        }
    }

    pub(super) fn link(&mut self, link: &Field) {
        let text: &str = link.as_ref();
        let begins = text.starts_with("https://") || text.starts_with("http://");
        if !begins || text.len() > 2_000 || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            self.at(link, format!("«{text}» is not a link that begins with https:// or http://"));
        }
    }

    /// A contact, but for its source.
    pub(super) fn contact(&mut self, contact: &Contact) {
        self.parses::<ContactKind>(&contact.kind);
        match contact.kind.as_ref().parse() {
            Ok(ContactKind::Website | ContactKind::SocialMedia) => self.link(&contact.value),
            Ok(ContactKind::Email) => {
                let text: &str = contact.value.as_ref();
                if Email::new(text).is_err() {
                    self.at(&contact.value, format!("«{text}» is not an e-mail address"));
                }
            }
            Ok(ContactKind::Address | ContactKind::Phone) | Err(_) => {}
        }
        self.line_text(&contact.value);
        self.line_texts(&contact.label);
        self.term(contact.since.as_ref(), contact.until.as_ref(), None);
    }

    pub(super) fn identifier(&mut self, identifier: &Identifier) {
        self.slug(&identifier.scheme);
        let text: &str = identifier.value.as_ref();
        if !(1..=100).contains(&text.len()) || !text.chars().all(|c| c.is_ascii_graphic()) {
            self.at(&identifier.value, format!("«{text}» is not 1 to 100 ASCII characters without spaces"));
        }
    }

    /// A name that was borne before, but for its source.
    pub(super) fn former_name(&mut self, former: &FormerName) {
        self.line_texts([&former.name]);
        self.term(former.since.as_ref(), former.until.as_ref(), None);
    }

    /// A language by its tag, in the way in which tags are compared.
    pub(super) fn language(&mut self, language: &Field) {
        let text: &str = language.as_ref();
        match LanguageTag::new(text) {
            Err(problem) => self.at(language, format!("«{text}»: {}", problem.sentence(Language::En))),
            Ok(tag) if tag.as_str() != text => {
                self.at(language, format!("«{text}» is written «{}»", tag.as_str()));
            }
            Ok(_) => {}
        }
    }

    /// Whether the domain knows the value: a name of a closed list, or a date.
    pub(super) fn parses<T>(&mut self, value: &Field)
    where
        T: FromStr,
        T::Err: Display,
    {
        let text: &str = value.as_ref();
        if let Err(error) = text.parse::<T>() {
            self.at(value, format!("«{text}»: {error}"));
        }
    }
}
