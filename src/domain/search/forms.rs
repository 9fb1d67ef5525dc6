//! Under which forms a word is found.

use std::collections::BTreeSet;

use kazakh::{latin_input, search_fold, stem};

use super::endings;

/// A word as it is compared whole.
pub(super) fn whole(word: &str) -> String {
    search_fold::search_form(&search_fold::keyboard_form(word))
}

/// Stems of a word of a stored label: by the endings of its language, where that is known.
pub(super) fn of_label(word: &str, language: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::from([whole(word)]);
    let typed = search_fold::keyboard_form(word);
    match language {
        "kk" => {
            stems.extend(stem::candidates(&typed).iter().map(|stem| search_fold::search_form(stem)));
            // ә is typed as а, е or э: `keyboard` makes it а.
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

/// Stems of a word that is asked for, whose language isn't known: by the endings of all; a Latin one is read as
/// Kazakh too.
pub(super) fn of_query(word: &str) -> BTreeSet<String> {
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

/// A word that is asked for, whole: as it is typed, and read as Kazakh if it is Latin.
pub(super) fn readings(word: &str) -> Vec<String> {
    let read = latin_input::to_keyboard_form(word).map(|read| search_fold::search_form(&read));
    [Some(whole(word)), read].into_iter().flatten().collect()
}
