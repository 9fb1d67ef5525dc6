//! How well a name fits what is asked for: by this the found are ordered.

use super::kinds::{LabelKind, MatchKind};
use super::query::SearchQuery;

/// Compares names with one text.
pub struct Ranking<'a> {
    readings: Vec<(&'a str, Trigrams)>,
}

impl<'a> Ranking<'a> {
    /// For what this query asks for.
    pub fn new(query: &'a SearchQuery) -> Self {
        let readings = query.readings.iter().map(|reading| (reading.as_str(), Trigrams::of(reading)));
        Self { readings: readings.collect() }
    }

    /// How a name in coarse form fits, where its words alone are found so, and lack so many of those that are asked for;
    /// and its rank, a smaller one for what is better: first how it fits, then how many words it lacks, then how like the
    /// text it is as a whole, and last whether it is the present name.
    pub fn of(&self, folded: &str, found: MatchKind, lacking: i32, kind: LabelKind) -> (MatchKind, i64) {
        let fits = if self.readings.iter().any(|(reading, _)| folded == *reading) {
            MatchKind::Exact
        } else if self.readings.iter().any(|(reading, _)| folded.starts_with(reading)) {
            MatchKind::Prefix
        } else {
            found
        };
        let grade = match fits {
            MatchKind::Exact => 0,
            MatchKind::Prefix => 1,
            MatchKind::Words => 2,
            MatchKind::Fuzzy => 3,
            MatchKind::Partial => 4,
        };
        let trigrams = Trigrams::of(folded);
        let likeness =
            self.readings.iter().map(|(_, reading)| reading.likeness(&trigrams)).max().unwrap_or(0);
        let behind = match kind {
            LabelKind::FormerName => 2,
            LabelKind::Gloss => 1,
            LabelKind::Name | LabelKind::ShortName | LabelKind::Title | LabelKind::Headword => 0,
        };
        (fits, grade * 10_000_000 + i64::from(lacking) * 100_000 + (1000 - likeness) * 10 + behind)
    }
}

const BLANK: u64 = 0x20;
const LETTER: u32 = 21;

/// The threes of letters that follow one another in a text's words, two blanks before each word and one behind it, as
/// PostgreSQL's `pg_trgm` has them; in order, each once. A number each, which is sorted faster: a letter is 21 bits.
struct Trigrams(Vec<u64>);

impl Trigrams {
    fn of(text: &str) -> Self {
        let mut found = Vec::with_capacity(text.len());
        for word in text.split(' ') {
            let mut three = BLANK << LETTER | BLANK;
            for letter in word.chars().map(u64::from).chain([BLANK]) {
                three = (three << LETTER | letter) & ((1 << (3 * LETTER)) - 1);
                found.push(three);
            }
        }
        found.sort_unstable();
        found.dedup();
        Self(found)
    }

    /// How many in a thousand of all threes both have.
    fn likeness(&self, other: &Self) -> i64 {
        let both = self.0.iter().filter(|three| other.0.binary_search(three).is_ok()).count();
        let all = (self.0.len() + other.0.len() - both).max(1);
        i64::try_from((2000 * both + all) / (2 * all)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::RecordKind;

    fn likeness(one: &str, other: &str) -> i64 {
        Trigrams::of(one).likeness(&Trigrams::of(other))
    }

    #[test]
    fn likeness_is_that_of_pg_trgm() {
        // SELECT round(1000 * similarity('клубы', 'парасат клубы')), …
        for (one, other, expected) in [
            ("клубы", "парасат клубы", 429),
            ("достык уии", "достык уии", 1000),
            ("дос", "достык", 375),
            ("club", "клуб", 0),
            ("а а а", "а", 1000),
        ] {
            assert_eq!(likeness(one, other), expected, "{one} {other}");
            assert_eq!(likeness(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn better_fits_come_first() {
        let query = SearchQuery::new("достық үйі", &RecordKind::ALL).unwrap();
        let ranking = Ranking::new(&query);
        let (words, partial) = (MatchKind::Words, MatchKind::Partial);
        let ranked = [
            ("достык уии", words, 0, LabelKind::Name),
            ("достык уии", words, 0, LabelKind::FormerName),
            ("достык уии алматы", words, 0, LabelKind::Name),
            ("алматы достык уии", words, 0, LabelKind::Name),
            ("алматы облысынын достык уии", words, 0, LabelKind::Name),
            ("алматы достык уии", MatchKind::Fuzzy, 0, LabelKind::Name),
            ("достык клубы", partial, 1, LabelKind::Name),
            ("достык уи", partial, 2, LabelKind::Name),
        ]
        .map(|(folded, found, lacking, kind)| ranking.of(folded, found, lacking, kind));
        assert!(ranked.is_sorted_by(|one, other| one.1 < other.1), "{ranked:?}");
        let fits: Vec<_> = ranked.iter().take(3).map(|(fits, _)| *fits).collect();
        assert_eq!(fits, [MatchKind::Exact, MatchKind::Exact, MatchKind::Prefix]);
    }
}
