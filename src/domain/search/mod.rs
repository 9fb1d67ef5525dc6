//! Searching by name: what is stored of a name, and what is asked for. Both are brought to the same coarse forms here;
//! the database compares nothing but these, and what it finds is ranked here.

mod endings;
mod entry;
mod forms;
mod kinds;
mod names;
mod query;
mod ranking;
mod spellings;

pub use entry::{SearchEntry, heads};
pub use kinds::{LabelKind, MatchKind, RecordKind};
pub use names::{event_entries, organization_entries, person_entries, word_entries};
pub use query::{MAX_TEXT, QueryProblem, QueryWord, SearchQuery};
pub use ranking::Ranking;
pub use spellings::{MIN_LETTERS, spellings};
