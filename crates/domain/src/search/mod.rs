//! Search by name: the stored form of names, and the parsing of queries. Both are converted to the same coarse forms
//! here. The database compares only these forms, and its results are ranked here.

mod endings;
mod entry;
mod forms;
mod kinds;
mod name_filter;
mod names;
mod query;
mod ranking;
mod spellings;

pub use entry::{SearchEntry, folded, heads};
pub use kinds::{LabelKind, MatchKind, SearchKind};
pub use name_filter::NameFilter;
pub use names::{event_entries, organization_entries, person_entries, post_entries, word_entries};
pub use query::{MAX_TEXT, ParsedQuery, QueryProblem, QueryWord, in_other_layouts};
pub use ranking::Ranking;
pub use spellings::{MIN_LETTERS, spellings};
