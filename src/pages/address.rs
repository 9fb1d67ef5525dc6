//! The addresses of the pages: `/LANGUAGE/`, `/LANGUAGE/SECTION` and `/LANGUAGE/SECTION/SLUG`.

use percent_encoding::percent_decode_str;

use crate::domain::directory::{RecordKind, is_slug};
use crate::domain::text::Language;

/// A page in any language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// The house and its bodies.
    Home,
    /// All organizations.
    Organizations,
    /// The organization with a slug.
    Organization(String),
    /// All posts with their holders.
    Posts,
    /// All people.
    People,
    /// The person with a slug.
    Person(String),
    /// All events.
    Events,
    /// The event with a slug.
    Event(String),
    /// All indicators.
    Figures,
    /// All sources.
    Sources,
    /// The courses with their lessons.
    Lessons,
    /// The search.
    Search,
}

impl Address {
    /// The pages that every directory has and that search engines should list.
    pub const LISTED: [Self; 8] = [
        Self::Home,
        Self::Organizations,
        Self::Posts,
        Self::People,
        Self::Events,
        Self::Figures,
        Self::Sources,
        Self::Lessons,
    ];

    /// Finds the page at a path. `None` if there can be no page.
    pub fn parse(path: &str) -> Option<(Language, Self)> {
        let (tag, rest) = path.strip_prefix('/')?.split_once('/')?;
        let language = Language::ALL.into_iter().find(|language| language.tag() == tag)?;
        let address = match rest.split_once('/') {
            None => Self::section_at(rest)?,
            Some((section, slug)) if is_slug(slug) => match section {
                "organizations" => Self::Organization(slug.to_owned()),
                "people" => Self::Person(slug.to_owned()),
                "events" => Self::Event(slug.to_owned()),
                _ => return None,
            },
            Some(_) => return None,
        };
        Some((language, address))
    }

    /// Finds the page that a path means although it is not its address: with other slashes, in capital letters, or
    /// percent-encoded. `None` if there can be no page.
    pub fn meant_by(path: &str) -> Option<(Language, Self)> {
        let path = percent_decode_str(path).decode_utf8().ok()?.to_lowercase();
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match segments.as_slice() {
            [language] => Self::parse(&format!("/{language}/")),
            segments => Self::parse(&format!("/{}", segments.join("/"))),
        }
    }

    fn section_at(segment: &str) -> Option<Self> {
        let mut sections = Self::LISTED.into_iter().chain([Self::Search]);
        match segment {
            "" => Some(Self::Home),
            "home" => None,
            name => sections.find(|address| address.section() == name),
        }
    }

    /// Returns the address with a name, as templates use it: `person` with a slug, `people` without.
    pub fn named(name: &str, slug: &str) -> Option<Self> {
        match name {
            "home" => Some(Self::Home),
            "organization" => Some(Self::Organization(slug.to_owned())),
            "person" => Some(Self::Person(slug.to_owned())),
            "event" => Some(Self::Event(slug.to_owned())),
            other => Self::section_at(other),
        }
    }

    /// Returns the page about a record of a kind. `None` if these have no pages of their own.
    pub fn of_record(kind: RecordKind, slug: String) -> Option<Self> {
        match kind {
            RecordKind::Organization => Some(Self::Organization(slug)),
            RecordKind::Person => Some(Self::Person(slug)),
            RecordKind::Event => Some(Self::Event(slug)),
            _ => None,
        }
    }

    /// Returns the path in a language.
    pub fn path(&self, language: Language) -> String {
        let tag = language.tag();
        match self {
            Self::Home => format!("/{tag}/"),
            Self::Organization(slug) | Self::Person(slug) | Self::Event(slug) => {
                format!("/{tag}/{}/{slug}", self.section())
            }
            _ => format!("/{tag}/{}", self.section()),
        }
    }

    /// Returns the name of the section that the page belongs to.
    pub fn section(&self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Organizations | Self::Organization(_) => "organizations",
            Self::Posts => "posts",
            Self::People | Self::Person(_) => "people",
            Self::Events | Self::Event(_) => "events",
            Self::Figures => "figures",
            Self::Sources => "sources",
            Self::Lessons => "lessons",
            Self::Search => "search",
        }
    }

    /// Returns the slug of the page's record. `None` if the page is not about one record.
    pub fn slug(&self) -> Option<&str> {
        match self {
            Self::Organization(slug) | Self::Person(slug) | Self::Event(slug) => Some(slug),
            _ => None,
        }
    }

    /// Whether the page can show the state of another day than today.
    pub fn has_day(&self) -> bool {
        matches!(
            self,
            Self::Home | Self::Organizations | Self::Organization(_) | Self::Posts | Self::Person(_)
        )
    }

    /// Returns the name of the page's template, without its ending.
    pub(super) fn template(&self) -> &'static str {
        match self {
            Self::Organization(_) => "organization",
            Self::Person(_) => "person",
            Self::Event(_) => "event",
            _ => self.section(),
        }
    }

    /// Returns the page of the same kind about the record with another slug.
    #[must_use]
    pub fn with_slug(&self, slug: &str) -> Self {
        let slug = slug.to_owned();
        match self {
            Self::Organization(_) => Self::Organization(slug),
            Self::Person(_) => Self::Person(slug),
            Self::Event(_) => Self::Event(slug),
            other => other.clone(),
        }
    }

    /// Returns the GraphQL operation that loads the content of the page.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Home => include_str!("operations/home.graphql"),
            Self::Organizations => include_str!("operations/organizations.graphql"),
            Self::Organization(_) => include_str!("operations/organization.graphql"),
            Self::Posts => include_str!("operations/posts.graphql"),
            Self::People => include_str!("operations/people.graphql"),
            Self::Person(_) => include_str!("operations/person.graphql"),
            Self::Events => include_str!("operations/events.graphql"),
            Self::Event(_) => include_str!("operations/event.graphql"),
            Self::Figures => include_str!("operations/figures.graphql"),
            Self::Sources => include_str!("operations/sources.graphql"),
            Self::Lessons => include_str!("operations/lessons.graphql"),
            Self::Search => include_str!("operations/search.graphql"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_an_address_leads_back_to_it() {
        let records = [Address::Organization("parasat".into()), Address::Person("liliya-kushch".into())];
        let others = [Address::Event("nauryz".into()), Address::Search];
        for address in Address::LISTED.into_iter().chain(records).chain(others) {
            for language in Language::ALL {
                assert_eq!(Address::parse(&address.path(language)), Some((language, address.clone())));
            }
        }
    }

    #[test]
    fn a_path_that_is_written_differently_means_the_same_page() {
        for path in ["/kk", "/KK/", "//kk//", "/%6B%6b"] {
            assert_eq!(Address::meant_by(path), Some((Language::Kk, Address::Home)), "{path}");
        }
        let person = Address::Person("liliya-kushch".into());
        for path in ["/en/people/liliya-kushch/", "/EN/People/Liliya-Kushch", "/en//people/liliya%2Dkushch"] {
            assert_eq!(Address::meant_by(path), Some((Language::En, person.clone())), "{path}");
        }
        for path in ["/", "", "/kk/home", "/de", "/kk/people/%D0%B0", "/kk/people/%FF", "/kk/people/a/b"] {
            assert_eq!(Address::meant_by(path), None, "{path}");
        }
    }

    #[test]
    fn other_paths_are_no_addresses() {
        for path in [
            "",
            "/",
            "/kk",
            "/de/",
            "/KK/",
            "/kk/home",
            "/kk/organizations/",
            "/kk/organizations/a/b",
            "/kk//",
            "/kk/organizations/%D0%B0",
            "/kk/organizations/<b>",
            "/kk/posts/parasat-chair",
            "/kk/nothing",
            "kk/",
            "/kk/people/Liliya",
        ] {
            assert_eq!(Address::parse(path), None, "{path}");
        }
    }
}
