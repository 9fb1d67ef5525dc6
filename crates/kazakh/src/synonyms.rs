//! Words of nearly the same meaning. A learner who is asked for one of them may give another.
//!
//! ```
//! use kazakh::synonyms;
//! assert!(synonyms::are_synonyms("әдемі", "сұлу"));
//! assert!(!synonyms::are_synonyms("әдемі", "ескі"));
//! ```

use std::collections::HashMap;
use std::sync::LazyLock;

const GROUPS: &str = include_str!("../data/synonyms.txt");

/// The groups that each word belongs to.
static GROUPS_OF: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, group) in all().enumerate() {
        for word in group {
            groups.entry(word).or_default().push(number);
        }
    }
    groups
});

fn all() -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    GROUPS.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(", "))
}

/// Whether two different words, folded by [`fold_kazakh`](crate::fold::fold_kazakh), have nearly the same meaning.
pub fn are_synonyms(one: &str, other: &str) -> bool {
    let groups = |word: &str| GROUPS_OF.get(word).map_or(&[][..], Vec::as_slice);
    one != other && groups(one).iter().any(|group| groups(other).contains(group))
}

/// Returns the other words of nearly the same meaning as a word, folded by [`fold_kazakh`](crate::fold::fold_kazakh).
pub fn of(word: &str) -> impl Iterator<Item = &'static str> + use<'_> {
    let groups = GROUPS_OF.get(word).map_or(&[][..], Vec::as_slice);
    groups.iter().filter_map(|number| all().nth(*number)).flatten().filter(move |other| *other != word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold_kazakh;

    #[test]
    fn the_list_has_folded_words() {
        for group in all() {
            let words: Vec<&str> = group.collect();
            assert!(words.len() > 1, "{words:?}");
            for word in &words {
                assert_eq!(fold_kazakh(word), **word);
                let others: Vec<&str> = of(word).collect();
                assert!(words.iter().all(|other| other == word || others.contains(other)));
                assert!(others.iter().all(|other| are_synonyms(word, other) && are_synonyms(other, word)));
            }
        }
        assert_eq!(of("жоқсөз").count(), 0);
    }
}
