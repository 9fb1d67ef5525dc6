//! Language tags.

use crate::problem::Problem;

/// A BCP 47 language tag: a language of two or three letters, and subtags of letters and digits. It is normalized, so
/// that tags can be compared: `uig` and `UG` become `ug`, `zh-hans` becomes `zh-Hans`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LanguageTag(String);

/// The three-letter codes (ISO 639-3) of the content's languages, and the codes that BCP 47 requires instead: the ISO
/// 639-1 codes from the `languageAlias` elements of CLDR's `supplementalMetadata.xml`. The language that most speakers
/// of a macrolanguage speak gets the code of the macrolanguage.
const SHORTER_CODES: [(&str, &str); 15] = [
    ("aze", "az"),
    ("azj", "az"),
    ("cmn", "zh"),
    ("deu", "de"),
    ("eng", "en"),
    ("kaz", "kk"),
    ("kor", "ko"),
    ("rus", "ru"),
    ("tat", "tt"),
    ("tur", "tr"),
    ("uig", "ug"),
    ("ukr", "uk"),
    ("uzb", "uz"),
    ("uzn", "uz"),
    ("zho", "zh"),
];

impl LanguageTag {
    /// Accepts a well-formed tag of at most 35 characters, and normalizes it as BCP 47 recommends (RFC 5646, 2.1.1):
    /// the shortest language code, regions in upper case, scripts capitalized.
    pub fn new(text: &str) -> Result<Self, Problem> {
        let mut subtags = text.split('-');
        let language = subtags.next().unwrap_or_default().to_ascii_lowercase();
        if text.len() > 35
            || !(2..=3).contains(&language.len())
            || !language.bytes().all(|b| b.is_ascii_alphabetic())
        {
            return Err(Problem::InvalidLanguageTag);
        }
        let shorter =
            SHORTER_CODES.iter().find(|(long, _)| *long == language).map(|(_, short)| (*short).to_owned());
        let mut tag = shorter.unwrap_or(language);
        let mut is_extension = false;
        for subtag in subtags {
            if !(1..=8).contains(&subtag.len()) || !subtag.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(Problem::InvalidLanguageTag);
            }
            is_extension |= subtag.len() == 1;
            tag.push('-');
            tag.push_str(&match subtag.len() {
                2 if !is_extension => subtag.to_ascii_uppercase(),
                4 if !is_extension => capitalized(subtag),
                _ => subtag.to_ascii_lowercase(),
            });
        }
        Ok(Self(tag))
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this tag, as a language range of RFC 4647 (3.3.1), matches another tag: `zh` matches `zh-Hans` too.
    pub fn range_matches(&self, other: &Self) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// Returns the tags to look up, without duplicates (RFC 4647, 3.4): each wanted tag, followed by the same tag with
    /// its last subtags removed, down to the language alone; then the fallbacks.
    pub fn chain(wanted: &[Self], fallbacks: &[&str]) -> Vec<Self> {
        let wanted = wanted.iter().flat_map(|tag| std::iter::successors(Some(tag.as_str()), shortened));
        let mut tags: Vec<Self> = Vec::new();
        for tag in wanted.chain(fallbacks.iter().copied()) {
            if tags.iter().all(|known| known.as_str() != tag) {
                tags.push(Self(tag.to_owned()));
            }
        }
        tags
    }
}

fn shortened<'a>(tag: &&'a str) -> Option<&'a str> {
    tag.rsplit_once('-').map(|(rest, _)| rest)
}

fn capitalized(subtag: &str) -> String {
    let (first, rest) = subtag.split_at(1);
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::new(text).unwrap()
    }

    #[test]
    fn a_well_formed_tag_is_written_as_bcp_47_recommends() {
        for (text, written) in [
            ("RU", "ru"),
            ("uig", "ug"),
            ("UIG-arab-cn", "ug-Arab-CN"),
            ("zh-hans", "zh-Hans"),
            ("cmn-Hans", "zh-Hans"),
            ("uzn", "uz"),
            ("sah", "sah"),
            ("de-CH-1996", "de-CH-1996"),
            ("en-x-ab-Abcd", "en-x-ab-abcd"),
        ] {
            assert_eq!(tag(text).as_str(), written, "{text}");
            assert_eq!(tag(written).as_str(), written);
        }
        for text in ["", "r", "русский", "ru_", "ru-", "en-toolongsubtag", "x1", "abcd"] {
            assert_eq!(LanguageTag::new(text), Err(Problem::InvalidLanguageTag), "{text}");
        }
    }

    #[test]
    fn a_chain_has_the_wanted_tags_then_the_fallbacks_without_duplicates() {
        let chain = LanguageTag::chain(&["uig", "zh-Hans-CN", "en-GB"].map(tag), &["ru", "en"]);
        let chain: Vec<_> = chain.iter().map(LanguageTag::as_str).collect();
        assert_eq!(chain, ["ug", "zh-Hans-CN", "zh-Hans", "zh", "en-GB", "en", "ru"]);
    }

    #[test]
    fn a_language_matches_its_scripts_and_no_other_language() {
        assert!(tag("zh").range_matches(&tag("zh-Hans")) && tag("zh").range_matches(&tag("zh")));
        assert!(!tag("zh-Hant").range_matches(&tag("zh-Hans")) && !tag("sa").range_matches(&tag("sah")));
    }
}
