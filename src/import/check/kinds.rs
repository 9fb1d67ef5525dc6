//! Checks of `kinds.toml`, and of the kinds that organizations and posts have.

use std::collections::HashMap;

use super::FileChecker;
use crate::domain::directory::KindScheme;
use crate::import::format::{Field, Kind, KindsFile};
use crate::import::parsed_files::ParsedFile;

/// The kinds of the content, with their schemes. `None` if there is no file, or if it could not be parsed: then the import
/// compares the kinds with the stored ones only.
#[derive(Debug)]
pub(super) struct KnownKinds<'a>(Option<HashMap<&'a str, (&'a str, Option<&'a str>)>>);

impl<'a> KnownKinds<'a> {
    pub(super) fn of(parsed: Option<&'a ParsedFile<'_, KindsFile>>) -> Self {
        let kinds = parsed.and_then(|parsed| parsed.data.as_ref()).map(|file| &file.kind);
        let entry = |kind: &'a Kind| {
            let broader = kind.broader.as_ref().map(|broader| broader.as_ref().as_str());
            (kind.slug.as_ref().as_str(), (kind.scheme.as_ref().as_str(), broader))
        };
        Self(kinds.map(|kinds| kinds.iter().map(entry).collect()))
    }

    /// Checks that there is a kind of a scheme with a slug.
    pub(super) fn check(&self, checker: &mut FileChecker<'_>, scheme: KindScheme, slug: &Field) {
        let text: &str = slug.as_ref();
        let is_known =
            |kinds: &HashMap<&str, (&str, _)>| kinds.get(text).is_some_and(|(of, _)| *of == scheme.as_str());
        if self.0.as_ref().is_some_and(|kinds| !is_known(kinds)) {
            checker.report(slug, format!("there is no kind of {} «{text}» in kinds.toml", scheme.as_str()));
        }
    }

    /// Checks one kind, but not whether its slug is unique.
    pub(super) fn kind(&self, checker: &mut FileChecker<'_>, kind: &Kind) {
        let scheme = checker.parses::<KindScheme>(&kind.scheme);
        checker.line_texts([&kind.label]);
        if let (Some(scheme), Some(broader)) = (scheme, &kind.broader) {
            self.check(checker, scheme, broader);
            if self.is_in_cycle(kind.slug.as_ref()) {
                checker.report(
                    broader,
                    format!("the kind «{}» would be broader than itself", kind.slug.as_ref()),
                );
            }
        }
    }

    fn is_in_cycle(&self, slug: &str) -> bool {
        let Some(kinds) = &self.0 else { return false };
        let broader = |slug: &&str| kinds.get(*slug).and_then(|(_, broader)| *broader);
        std::iter::successors(broader(&slug), broader).take(kinds.len()).any(|above| above == slug)
    }
}
