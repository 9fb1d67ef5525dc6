//! The forms under which a word is found.

use std::collections::BTreeSet;

use kazakh::{latin_input, search_fold, stem};

use super::endings;

/// Returns the form in which a whole word is compared.
pub(super) fn whole(word: &str) -> String {
    search_fold::search_form(&search_fold::keyboard_form(word))
}

/// Returns the stems of a word of a stored label, using the endings of its language if that is known.
pub(super) fn stems_of_label_word(word: &str, language: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::from([whole(word)]);
    let typed = search_fold::keyboard_form(word);
    match language {
        "kk" => {
            stems.extend(stem::candidates(&typed).iter().map(|stem| search_fold::search_form(stem)));
            // ә is typed as а, е or э; `keyboard` maps it to а.
            if word.contains('ә') {
                let other = search_fold::keyboard_form(&word.replace('ә', "е"));
                stems.extend(stem::candidates(&other).iter().map(|stem| search_fold::search_form(stem)));
            }
        }
        "ru" => {
            stems.insert(search_fold::search_form(endings::russian(&typed)));
        }
        _ => {
            stems.insert(endings::english(&typed).to_owned());
        }
    }
    stems
}

/// Returns the stems of a word of a query, whose language is unknown: uses the endings of all languages. A Latin word
/// is also read as Kazakh.
pub(super) fn stems_of_query_word(word: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::from([whole(word)]);
    let typed = search_fold::keyboard_form(word);
    let kazakh = match latin_input::to_keyboard_form(word) {
        Some(read) => {
            stems.insert(endings::english(&typed).to_owned());
            stems.insert(search_fold::search_form(&read));
            read
        }
        None => {
            stems.insert(search_fold::search_form(endings::russian(&typed)));
            typed
        }
    };
    stems.extend(stem::candidates(&kazakh).iter().map(|stem| search_fold::search_form(stem)));
    stems
}

/// Returns the whole-word forms of a word of a query: as typed and, if it is Latin, as read in Kazakh.
pub(super) fn readings(word: &str) -> Vec<String> {
    let read = latin_input::to_keyboard_form(word).map(|read| search_fold::search_form(&read));
    [Some(whole(word)), read].into_iter().flatten().collect()
}
