//! The Kazakh language for programs: letters, inflection, stems, scripts and common words.
//!
//! - [`inflection`] inflects nouns in number, possessor and case.
//! - [`conjugation`] conjugates verbs, and adds personal endings to nouns and adjectives.
//! - [`pronunciation`] transcribes words in the International Phonetic Alphabet.
//! - [`stem`] finds the stems that a word may be a form of; [`search_fold`] gives one form to spellings that people use
//!   interchangeably. Together they make search keys.
//! - [`fold`] normalizes typed text for comparison.
//! - [`latin_draft`] writes Kazakh in the draft Latin alphabet of 2021; [`latin_input`] reads any Latin spelling for a
//!   search.
//! - [`lexicon`] has some 5,000 common words and recognizes their forms.
//! - [`alphabet`] has the letters, and says which of them look alike or are confused.
//!
//! ```
//! use kazakh::inflection::Noun;
//! use kazakh::latin_draft::{Script, in_script};
//!
//! let friend = Noun::look_up("дос");
//! let in_our_friends = friend.form("pl.1pl.loc".parse()?);
//! assert_eq!(in_our_friends, "достарымызда");
//! assert_eq!(in_script(&in_our_friends, Script::Latin), "dostarymyzda");
//! assert!(kazakh::lexicon::lemmas(&in_our_friends).contains("дос"));
//! # Ok::<(), kazakh::inflection::InvalidFormCode>(())
//! ```
//!
//! The data in `data/` is written from knowledge of the language and compiled in.

pub mod alphabet;
pub mod conjugation;
pub mod fold;
pub mod inflection;
pub mod latin_draft;
pub mod latin_input;
pub mod lexicon;
mod named;
pub mod pronunciation;
pub mod search_fold;
mod sorting;
pub mod stem;
pub mod synonyms;

pub use named::UnknownName;
pub use sorting::sort_key;
