//! Under which forms a word is found.

use std::collections::BTreeSet;

use kazakh::{latin, search_fold, stem};

use super::endings;

/// A word as it is compared whole.
pub(super) fn whole(word: &str) -> String {
    search_fold::coarse(&search_fold::keyboard(word))
}

/// Stems of a word of a stored label: by the endings of its language, where that is known.
pub(super) fn of_label(word: &str, language: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::from([whole(word)]);
    let typed = search_fold::keyboard(word);
    match language {
        "kk" => {
            stems.extend(stem::candidates(&typed).iter().map(|stem| search_fold::coarse(stem)));
            // ә is typed as а, е or э: `keyboard` makes it а.
            if word.contains('ә') {
                let other = search_fold::keyboard(&word.replace('ә', "е"));
                stems.extend(stem::candidates(&other).iter().map(|stem| search_fold::coarse(stem)));
            }
        }
        "ru" => {
            stems.insert(search_fold::coarse(endings::russian(&typed)));
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
    let typed = search_fold::keyboard(word);
    let kazakh = match latin::cyrillic(word) {
        Some(read) => {
            stems.insert(endings::english(&typed).to_owned());
            stems.insert(search_fold::coarse(&read));
            read
        }
        None => {
            stems.insert(search_fold::coarse(endings::russian(&typed)));
            typed
        }
    };
    stems.extend(stem::candidates(&kazakh).iter().map(|stem| search_fold::coarse(stem)));
    stems
}

/// A word that is asked for, whole: as it is typed, and read as Kazakh if it is Latin.
pub(super) fn readings(word: &str) -> Vec<String> {
    let read = latin::cyrillic(word).map(|read| search_fold::coarse(&read));
    [Some(whole(word)), read].into_iter().flatten().collect()
}
