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
/// itself, without case and punctuation, and in letters of a Russian keyboard.
pub(super) fn identity_keys(
    names: &[Name],
    other_names: &[Name],
    identifiers: &[Identifier],
) -> Vec<IdentityKey> {
    let texts = |field: &'static str, names: &[Name]| {
        let texts = names.iter().flat_map(|name| name.text.languages()).map(|(text, _)| folded(text));
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
