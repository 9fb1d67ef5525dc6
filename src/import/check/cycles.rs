//! Organizations that would be part of themselves.

use std::collections::BTreeMap;

/// The cycles among children and their parents, each once, from its first member in the order of the slugs, which
/// stands at its end again.
pub(super) fn cycles<'a>(parents: &BTreeMap<&'a str, &'a str>) -> Vec<Vec<&'a str>> {
    let mut found = Vec::new();
    for start in parents.keys() {
        let mut line = vec![*start];
        let mut at = *start;
        while let Some(parent) = parents.get(at) {
            if line.contains(parent) {
                line.push(parent);
                break;
            }
            line.push(parent);
            at = parent;
        }
        let closed = line.len() > 1 && line.first() == line.last();
        if closed && line.iter().min() == Some(start) {
            found.push(line);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_is_told_once_and_what_hangs_on_it_is_not_part_of_it() {
        let parents = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"), ("e", "f")];
        assert_eq!(cycles(&BTreeMap::from(parents)), [vec!["b", "c", "b"], vec!["d", "d"]]);
    }
}
