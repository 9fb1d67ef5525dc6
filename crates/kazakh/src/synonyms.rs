//! Words of nearly the same meaning. A learner who is asked for one of them may give another.
//!
//! ```
//! use kazakh::synonyms;
//! assert!(synonyms::are_synonyms("әдемі", "сұлу"));
//! assert!(!synonyms::are_synonyms("әдемі", "ескі"));
//! ```

use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = include_str!("../data/synonyms.txt");

static GROUPS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let lines = FILE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(", ").collect()).collect()
});

/// The groups that each word belongs to.
static GROUPS_OF: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, group) in GROUPS.iter().enumerate() {
        for word in group {
            groups.entry(word).or_default().push(number);
        }
    }
    groups
});

/// Whether two different words, folded by [`fold_kazakh`](crate::fold::fold_kazakh), have nearly the same meaning.
pub fn are_synonyms(one: &str, other: &str) -> bool {
    let groups = |word: &str| GROUPS_OF.get(word).map_or(&[][..], Vec::as_slice);
    one != other && groups(one).iter().any(|group| groups(other).contains(group))
}

/// Returns the other words of nearly the same meaning as a word, folded by [`fold_kazakh`](crate::fold::fold_kazakh).
pub fn of(word: &str) -> impl Iterator<Item = &'static str> + use<'_> {
    let groups = GROUPS_OF.get(word).map_or(&[][..], Vec::as_slice);
    groups
        .iter()
        .filter_map(|number| GROUPS.get(*number))
        .flatten()
        .copied()
        .filter(move |other| *other != word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold_kazakh;

    #[test]
    fn the_list_has_folded_words() {
        for words in GROUPS.iter() {
            assert!(words.len() > 1, "{words:?}");
            for word in words {
                assert_eq!(fold_kazakh(word), **word);
                let others: Vec<&str> = of(word).collect();
                assert!(words.iter().all(|other| other == word || others.contains(other)));
                assert!(others.iter().all(|other| are_synonyms(word, other) && are_synonyms(other, word)));
            }
        }
        assert_eq!(of("жоқсөз").count(), 0);
    }
}
