//! Mistakes in courses.

use super::{COURSE, Folder, lesson};

/// What is told of a lesson, without the file's name.
fn told_of_lesson(changed: &[&str]) -> Vec<String> {
    let folder = Folder::with(&[COURSE, ("courses/c/01-ui.toml", &lesson(changed))]);
    folder.mistakes().iter().map(|told| told.trim_start_matches("courses/c/01-ui.toml:").to_owned()).collect()
}

#[test]
fn a_word_without_mistakes_is_taken() {
    assert_eq!(told_of_lesson(&[]), [""; 0]);
}

#[test]
fn each_mistake_of_a_word_is_told_with_its_line() {
    let verbs = "«verbs»: must be one of noun, verb, adjective, adverb, numeral, pronoun, postposition, conjunction, \
                 interjection, particle, phrase";
    let tag = "«русский»: Give a language by its BCP 47 tag, such as ru, en, ug.";
    let cases: &[(&str, &str)] = &[
        (
            "slug = 'Үй'",
            "3: «Үй» is not a slug: lower-case Latin letters and digits, with hyphens between them, 80 at most",
        ),
        ("headword = ''", "4: the text is empty"),
        ("headword = 'үй '", "4: «үй » begins or ends with a space"),
        ("headword = 'үй!'", "4: «үй!» holds «!» (U+0021), which is no Kazakh letter, hyphen or space"),
        ("headword = 'cөз'", "4: «cөз» holds the Latin «c» (U+0063) that looks like the Cyrillic «с»"),
        ("headword = \"үи\\u0306\"", "4: «үи\u{306}» is not in Unicode's composed form (NFC)"),
        ("part_of_speech = 'verbs'", &format!("5: {verbs}")),
        ("glosses.ru =", "3: the word «ui» has no gloss in ru"),
        ("glosses.ru = []", "6: the word «ui» has no gloss in ru"),
        ("glosses.ru = ['']", "6: the text is empty"),
        ("glosses.ru = ['дом', 'Дом']", "6: the gloss «Дом» is there twice"),
        ("glosses.en = ['a', \"b\\u0007\"]", "7: holds the control character U+0007"),
        ("kk =", "8: the example has no text in kk"),
        ("ru =", "8: the example has no text in ru"),
        ("kk = 'Бұл — yй.'", "9: «yй» holds the Latin «y» (U+0079) that looks like the Cyrillic «у»"),
        ("en = 'A house.'\n'русский' = 'Дом.'", &format!("12: {tag}")),
        ("en = 'A house.'\nDE = 'Ein Haus.'", "12: «DE» is written «de»"),
        ("slug =", "2: missing field `slug`"),
        ("part_of_speech = 5", "5: invalid type: integer `5`, expected a string"),
        (
            "slug = 'ui'\nheadwort = 'үй'",
            "4: unknown field `headwort`, expected one of `slug`, `headword`, \
                                          `variants`, `part_of_speech`, `glosses`, `example`",
        ),
    ];
    for (line, told) in cases {
        assert_eq!(told_of_lesson(&[line]), [*told], "{line}");
    }
}

#[test]
fn two_words_of_a_course_differ_in_slug_and_headword() {
    let folder = Folder::with(&[
        COURSE,
        ("courses/c/01-ui.toml", &lesson(&[])),
        ("courses/c/02-bolme.toml", &lesson(&["headword = 'Үй'"])),
    ]);
    let told = [
        "courses/c/02-bolme.toml:3: the word «ui» is there already: courses/c/01-ui.toml:3",
        "courses/c/02-bolme.toml:4: the headword «Үй» is there already: courses/c/01-ui.toml:4",
    ];
    assert_eq!(folder.mistakes(), told);
}

#[test]
fn lessons_are_numbered_by_their_files_names() {
    let other = lesson(&["slug = 'bolme'", "headword = 'бөлме'"]);
    let folder = Folder::with(&[
        ("courses/c/01-ui.toml", &lesson(&[])),
        ("courses/c/01-bolme.toml", &other),
        ("courses/c/1-tereze.toml", "title.kk = 'Терезе'\n"),
    ]);
    let told = [
        "courses/c:1: there is no course.toml",
        "courses/c/01-ui.toml:1: lesson 01 is there already: courses/c/01-bolme.toml:1",
        "courses/c/1-tereze.toml:1: a lesson's file is named NN-slug.toml, with a number from 01 to 99",
        "courses/c/1-tereze.toml:1: the lesson has no word",
    ];
    assert_eq!(folder.mistakes(), told);
}
