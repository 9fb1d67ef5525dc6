//! The values that distinguish a record from others of its kind: the names and identifiers of an organization or a
//! person, or whose membership it is. Two records that share such a value may be duplicates.

use super::identifier::Identifier;
use super::statement::Name;
use crate::search::folded;

/// A value that distinguishes a record from others of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityKey {
    /// The field that contains the value.
    pub field: &'static str,
    /// The value in the form that is compared.
    pub key: String,
}

/// Returns the keys of a record with these names, other names and identifiers. Names are compared in each language by
/// itself, without case and punctuation, in letters of a Russian keyboard, and with their words in any order: family names
/// come first or last.
pub(super) fn identity_keys(
    names: &[Name],
    other_names: &[Name],
    identifiers: &[Identifier],
) -> Vec<IdentityKey> {
    let texts = |field: &'static str, names: &[Name]| {
        let texts = names.iter().flat_map(|name| name.text.languages()).map(|(text, _)| words_in_order(text));
        let texts = texts.filter(|text| !text.is_empty());
        texts.map(|text| (field, format!("name {text}"))).collect::<Vec<_>>()
    };
    // The names of a record that was merged into this one are among its other names.
    let names = texts("names", names).into_iter().chain(texts("otherNames", other_names));
    let identifiers = identifiers.iter().map(|identifier| {
        let Identifier { scheme, value } = identifier;
        ("identifiers", format!("{scheme} {value}"))
    });
    let mut keys: Vec<IdentityKey> = Vec::new();
    for (field, key) in names.chain(identifiers) {
        if !keys.iter().any(|known| known.key == key) {
            keys.push(IdentityKey { field, key });
        }
    }
    keys
}

/// Returns the words of a name in coarse form, in alphabetical order.
fn words_in_order(name: &str) -> String {
    let name = folded(name);
    let mut words: Vec<&str> = name.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}
