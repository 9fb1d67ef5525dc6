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
    assert_eq!(told_of_lesson(&["glosses.en = ['house']\naccepted_orders = ['Үй — бұл.']"]), [""; 0]);
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
            "4: unknown field `headwort`, expected one of `slug`, `meaning`, `headword`, \
             `variants`, `part_of_speech`, `level`, `note`, `inflection`, `glosses`, `blocked`, `example`, \
             `accepted_orders`",
        ),
        ("slug = 'ui'\nmeaning = 0", "4: the first meaning of a slug is 1, each new one counts up"),
        ("part_of_speech = 'noun'\nlevel = 'A7'", "6: «A7»: must be one of A1, A2, B1, B2, C1, C2"),
        ("part_of_speech = 'noun'\nnote.kk = ' а'", "6: « а» begins or ends with a space"),
        ("part_of_speech = 'verb'\ninflection.frozen = true", "6: nouns alone have an inflection"),
        (
            "part_of_speech = 'noun'\ninflection.drop_vowel = true",
            "6: unknown field `drop_vowel`, expected one of `drops_vowel`, `harmony`, `frozen`, `keeps_stop`",
        ),
        ("glosses.en = ['house']\nglosses.uig = ['ئۆي']", "8: «uig» is written «ug»"),
        ("glosses.en = ['house']\nblocked.en = ['horse', 'House']", "8: the gloss «House» is there twice"),
        (
            "glosses.en = ['house']\naccepted_orders = ['Үй бар.']",
            "8: no example of the word «ui» has these words",
        ),
        (
            "glosses.en = ['house']\naccepted_orders = ['Бұл — үй.']",
            "8: the order «Бұл — үй.» is there already",
        ),
        (
            "glosses.en = ['house']\nblocked.de = ['Maus']",
            "8: the word «ui» has no gloss in de to block others beside",
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

#[test]
fn two_words_of_a_lesson_are_shown_with_different_meanings() {
    let other = |gloss: &str| {
        let slug = ["slug = 'zhai'", "headword = 'жай'", &*format!("glosses.ru = ['{gloss}', 'дом']")];
        lesson(&slug).replace("title.kk = 'Үй'\n", "").replace("['house']", "['abode']")
    };
    let with = |gloss| Folder::with(&[COURSE, ("courses/c/01-ui.toml", &(lesson(&[]) + &other(gloss)))]);
    assert_eq!(with("жилище").mistakes(), [""; 0], "one that is accepted may be the other's too");
    let told =
        "courses/c/01-ui.toml:16: the gloss «Дом» that is shown is there already: courses/c/01-ui.toml:6";
    assert!(with("Дом").mistakes().contains(&told.to_owned()), "{:?}", with("Дом").mistakes());
}

#[test]
fn units_are_named_by_lessons_in_their_order() {
    let unit = |slug: &str| format!("[[unit]]\nslug = '{slug}'\ntitle.kk = 'Бөлім'\n");
    let in_unit = |unit: &str, slug: &str, headword: &str| {
        let (slug, headword) = (format!("slug = '{slug}'"), format!("headword = '{headword}'"));
        unit.to_owned() + &lesson(&[&*slug, &*headword])
    };
    let folder = Folder::with(&[
        (
            "courses/c/course.toml",
            &format!("title.kk = 'Курс'\n{}{}{}{}", unit("a"), unit("b"), unit("a"), unit("Z")),
        ),
        ("courses/c/01-ui.toml", &in_unit("unit = 'b'\n", "ui", "үй")),
        ("courses/c/02-bolme.toml", &in_unit("unit = 'a'\n", "bolme", "бөлме")),
        ("courses/c/03-esik.toml", &in_unit("unit = 'x'\n", "esik", "есік")),
        ("courses/c/04-zhol.toml", &in_unit("", "zhol", "жол")),
    ]);
    let told = [
        "courses/c/02-bolme.toml:1: the lesson comes after one of a unit that «a» stands before in course.toml",
        "courses/c/03-esik.toml:1: course.toml has no unit «x»",
        "courses/c/04-zhol.toml:1: the lesson names no unit, though the course has units",
        "courses/c/course.toml:9: the unit «a» is there already: courses/c/course.toml:3",
        "courses/c/course.toml:12: the unit «Z» has no lesson",
        "courses/c/course.toml:12: «Z» is not a slug: lower-case Latin letters and digits, with hyphens between them, \
         80 at most",
    ];
    assert_eq!(folder.mistakes(), told);
}
