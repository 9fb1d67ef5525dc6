//! Ranks search results by how well the name matches the query.

use super::kinds::{LabelKind, MatchKind};
use super::query::ParsedQuery;

/// Compares names with one query.
pub struct Ranking<'a> {
    readings: Vec<(&'a str, Trigrams)>,
}

impl<'a> Ranking<'a> {
    /// Creates a ranking for a query.
    pub fn new(query: &'a ParsedQuery) -> Self {
        let readings = query.readings.iter().map(|reading| (reading.as_str(), Trigrams::of(reading)));
        Self { readings: readings.collect() }
    }

    /// Returns how a name in coarse form matches, and its rank. `word_match` is how its words match, and `lacking` the
    /// number of the query's words that it lacks. A smaller rank is better. The rank depends first on the kind of
    /// match, then on the number of missing words, then on the similarity with the whole query, and last on whether the
    /// name is the current one. The beginning of a meaning counts as one of its words. Labels that are no names come
    /// after the names that match equally well.
    pub fn of(&self, folded: &str, word_match: MatchKind, lacking: i32, kind: LabelKind) -> (MatchKind, i64) {
        let match_kind = if self.readings.iter().any(|(reading, _)| folded == *reading) {
            MatchKind::Exact
        } else if self.readings.iter().any(|(reading, _)| folded.starts_with(reading)) {
            MatchKind::Prefix
        } else {
            word_match
        };
        let grade = match match_kind {
            MatchKind::Exact => 0,
            // «Кущ» is the name of a person rather than the beginning of «кушать».
            MatchKind::Prefix if kind == LabelKind::Gloss => 2,
            MatchKind::Prefix => 1,
            MatchKind::Words => 2,
            MatchKind::Fuzzy => 6,
            MatchKind::Partial => 7,
        };
        let grade = match match_kind {
            _ if kind.is_name() => grade,
            // «Төраға» is the title of a post rather than a misspelled «төрт».
            MatchKind::Exact | MatchKind::Prefix | MatchKind::Words => grade + 3,
            MatchKind::Fuzzy | MatchKind::Partial => grade + 2,
        };
        let trigrams = Trigrams::of(folded);
        let similarity =
            self.readings.iter().map(|(_, reading)| reading.similarity(&trigrams)).max().unwrap_or(0);
        let penalty = match kind {
            LabelKind::FormerName | LabelKind::OtherName => 2,
            LabelKind::Gloss => 1,
            _ => 0,
        };
        (match_kind, grade * 10_000_000 + i64::from(lacking) * 100_000 + (1000 - similarity) * 10 + penalty)
    }
}

const BLANK: u64 = 0x20;
const BITS_PER_LETTER: u32 = 21;

/// The trigrams of a text's words: each word has two blanks before it and one after it, as in PostgreSQL's `pg_trgm`.
/// Sorted, without duplicates. Each is stored as a number, with 21 bits per letter, which sorts faster.
struct Trigrams(Vec<u64>);

impl Trigrams {
    fn of(text: &str) -> Self {
        let mut found = Vec::with_capacity(text.len());
        for word in text.split(' ') {
            let mut trigram = BLANK << BITS_PER_LETTER | BLANK;
            for letter in word.chars().map(u64::from).chain([BLANK]) {
                trigram = (trigram << BITS_PER_LETTER | letter) & ((1 << (3 * BITS_PER_LETTER)) - 1);
                found.push(trigram);
            }
        }
        found.sort_unstable();
        found.dedup();
        Self(found)
    }

    /// Returns the number of shared trigrams per thousand trigrams of both texts.
    fn similarity(&self, other: &Self) -> i64 {
        let both = self.0.iter().filter(|trigram| other.0.binary_search(trigram).is_ok()).count();
        let all = (self.0.len() + other.0.len() - both).max(1);
        i64::try_from((2000 * both + all) / (2 * all)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::SearchKind;

    fn similarity(one: &str, other: &str) -> i64 {
        Trigrams::of(one).similarity(&Trigrams::of(other))
    }

    #[test]
    fn similarity_equals_that_of_pg_trgm() {
        // SELECT round(1000 * similarity('клубы', 'парасат клубы')), …
        for (one, other, expected) in [
            ("клубы", "парасат клубы", 429),
            ("достык уии", "достык уии", 1000),
            ("дос", "достык", 375),
            ("club", "клуб", 0),
            ("а а а", "а", 1000),
        ] {
            assert_eq!(similarity(one, other), expected, "{one} {other}");
            assert_eq!(similarity(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn better_matches_come_first() {
        let query = ParsedQuery::new("достық үйі", &SearchKind::ALL).unwrap();
        let ranking = Ranking::new(&query);
        let (words, partial) = (MatchKind::Words, MatchKind::Partial);
        let ranked = [
            ("достык уии", words, 0, LabelKind::Name),
            ("достык уии", words, 0, LabelKind::FormerName),
            ("достык уии алматы", words, 0, LabelKind::Name),
            ("алматы достык уии", words, 0, LabelKind::Name),
            ("алматы облысынын достык уии", words, 0, LabelKind::Name),
            ("достык уии", words, 0, LabelKind::Place),
            ("алматы достык уии", words, 0, LabelKind::Statement),
            ("алматы достык уии", MatchKind::Fuzzy, 0, LabelKind::Name),
            ("достык клубы", partial, 1, LabelKind::Name),
            ("достык уи", partial, 2, LabelKind::Name),
            ("алматы достык уии", MatchKind::Fuzzy, 0, LabelKind::Statement),
            ("достык клубы", partial, 1, LabelKind::Statement),
        ]
        .map(|(folded, word_match, lacking, kind)| ranking.of(folded, word_match, lacking, kind));
        assert!(ranked.is_sorted_by(|one, other| one.1 < other.1), "{ranked:?}");
        let match_kinds: Vec<_> = ranked.iter().take(3).map(|(match_kind, _)| *match_kind).collect();
        assert_eq!(match_kinds, [MatchKind::Exact, MatchKind::Exact, MatchKind::Prefix]);
    }
}
