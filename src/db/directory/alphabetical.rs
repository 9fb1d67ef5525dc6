//! Lists in the alphabetical order of a language. Readers see each record by the text that [`Text::in_language`] returns
//! for them, so there is a column of sort keys for each language, with the collation of its alphabet.

use kazakh::sort_key;
use uuid::Uuid;

use crate::domain::text::{Language, Text};

/// The sort key of a list in alphabetical order: the text that it is ordered by, and the id. It is a place in the list of
/// one language.
pub type AlphabeticalKey = (String, Uuid);

/// Returns the text by which a record is ordered in the lists of a language, if it is shown by `text`.
pub(super) fn sort_key_in(text: &Text, language: Language) -> String {
    sort_key(text.in_language(language).0)
}

/// Restricts a list to a page in the alphabetical order of a language. Its rows are pairs of the sort key and the
/// record's columns. The columns are those with the sort keys of the languages.
macro_rules! alphabetical_page {
    ($list:ident, $page:ident, $language:ident, $table:ident { $($name:ident: $column:ident),+ $(,)? }) => {
        match $language {
            $($crate::domain::text::Language::$name => $page.paginate(
                $list.select(($table::$column, $crate::db::directory::records::record_columns!($table))),
                ($table::$column, $table::id),
                $crate::db::page::Direction::Ascending,
            ),)+
        }
    };
}
pub(super) use alphabetical_page;
