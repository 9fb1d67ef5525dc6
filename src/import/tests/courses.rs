//! Errors in courses.

use super::{COURSE, Folder, lesson};

/// Returns the errors of a lesson, without the file name.
fn lesson_errors(changed: &[&str]) -> Vec<String> {
    let folder = Folder::with(&[COURSE, ("courses/c/01-ui.toml", &lesson(changed))]);
    folder
        .errors()
        .iter()
        .map(|expected| expected.trim_start_matches("courses/c/01-ui.toml:").to_owned())
        .collect()
}

#[test]
fn a_valid_word_is_accepted() {
    assert_eq!(lesson_errors(&[]), [""; 0]);
    assert_eq!(lesson_errors(&["glosses.en = ['house']\naccepted_orders = ['Үй — бұл.']"]), [""; 0]);
}

#[test]
fn each_error_of_a_word_is_reported_with_its_line() {
    let verbs = "«verbs»: must be one of noun, verb, adjective, adverb, numeral, pronoun, postposition, conjunction, \
                 interjection, particle, phrase";
    let tag = "«русский»: Give a language by its BCP 47 tag, such as ru, en, ug.";
    let cases: &[(&str, &str)] = &[
        (
            "slug = 'Үй'",
            "3: «Үй» is not a slug: use at most 80 lower-case Latin letters and digits, with hyphens between them",
        ),
        ("headword = ''", "4: the text is empty"),
        ("headword = 'үй '", "4: «үй » begins or ends with a space"),
        (
            "headword = 'үй!'",
            "4: «үй!» contains «!» (U+0021), which is not a Kazakh letter, a hyphen or a space",
        ),
        ("headword = 'cөз'", "4: «cөз» contains the Latin letter «c» (U+0063); use the Cyrillic «с»"),
        ("headword = \"үи\\u0306\"", "4: «үи\u{306}» is not in the composed Unicode form (NFC)"),
        ("part_of_speech = 'verbs'", &format!("5: {verbs}")),
        ("glosses.ru =", "3: the word «ui» has no gloss in ru"),
        ("glosses.ru = []", "6: the word «ui» has no gloss in ru"),
        ("glosses.ru = ['']", "6: the text is empty"),
        ("glosses.ru = ['дом', 'Дом']", "6: the gloss «Дом» is listed twice"),
        ("glosses.en = ['a', \"b\\u0007\"]", "7: the text contains the control character U+0007"),
        ("kk =", "8: the example has no text in kk"),
        ("ru =", "8: the example has no text in ru"),
        ("kk = 'Бұл — үй, yй.'", "9: «yй» contains the Latin letter «y» (U+0079); use the Cyrillic «у»"),
        ("en = 'A house.'\n'русский' = 'Дом.'", &format!("12: {tag}")),
        ("en = 'A house.'\nDE = 'Ein Haus.'", "12: write «de» instead of «DE»"),
        ("slug =", "2: missing field `slug`"),
        ("part_of_speech = 5", "5: invalid type: integer `5`, expected a string"),
        (
            "slug = 'ui'\nheadwort = 'үй'",
            "4: unknown field `headwort`, expected one of `slug`, `meaning`, `headword`, \
             `variants`, `part_of_speech`, `level`, `note`, `inflection`, `glosses`, `blocked`, `example`, \
             `accepted_orders`, `unlisted`",
        ),
        ("slug = 'ui'\nmeaning = 0", "4: number the meanings of a slug from 1"),
        ("part_of_speech = 'noun'\nlevel = 'A7'", "6: «A7»: must be one of A1, A2, B1, B2, C1, C2"),
        ("part_of_speech = 'noun'\nnote.kk = ' а'", "6: « а» begins or ends with a space"),
        (
            "part_of_speech = 'noun'\ninflection.drop_vowel = true",
            "6: unknown field `drop_vowel`, expected one of `drops_vowel`, `harmony`, `frozen`, `keeps_stop`",
        ),
        ("glosses.en = ['house']\nglosses.uig = ['ئۆي']", "8: write «ug» instead of «uig»"),
        ("glosses.en = ['house']\nblocked.en = ['horse', 'House']", "8: the gloss «House» is listed twice"),
        (
            "glosses.en = ['house']\naccepted_orders = ['Үй бар.']",
            "8: no example of the word «ui» consists of these words",
        ),
        (
            "glosses.en = ['house']\naccepted_orders = ['Бұл — үй.']",
            "8: the order «Бұл — үй.» is already accepted",
        ),
        ("headword = 'Үй'", "4: «Үй» begins with a capital letter, unlike its gloss «дом»"),
        ("headword = 'үй'\nvariants = ['үй']", "5: the spelling «үй» is listed twice"),
        ("title.kk = 'Ui'", "1: «Ui» has no letter of the script of kk"),
        (
            "title.kk = 'Бұл — менің үйім.'\ntitle.ru = 'Бұл — менің үйім.'",
            "2: «Бұл — менің үйім.» is the same in kk and ru",
        ),
        (
            "glosses.en = ['house']\nblocked.de = ['Maus']",
            "8: glosses are blocked in de, but the word «ui» has no gloss in de",
        ),
    ];
    for (line, expected) in cases {
        assert_eq!(lesson_errors(&[line]), [*expected], "{line}");
    }
}

#[test]
fn only_nouns_have_an_inflection() {
    let verb = "part_of_speech = 'verb'\ninflection.frozen = true";
    let errors = lesson_errors(&["slug = 'baru'", "headword = 'бару'", verb]);
    assert_eq!(errors, ["6: only nouns have an inflection"]);
}

#[test]
fn two_words_of_a_course_differ_in_slug_and_headword() {
    let folder = Folder::with(&[
        COURSE,
        ("courses/c/01-ui.toml", &lesson(&[])),
        (
            "courses/c/02-bolme.toml",
            &lesson(&["headword = 'үй'", "glosses.ru = ['жильё']", "glosses.en = ['home']"]),
        ),
    ]);
    let expected = [
        "courses/c/02-bolme.toml:3: the word «ui» is already used in courses/c/01-ui.toml:3",
        "courses/c/02-bolme.toml:4: the headword «үй» is already used in courses/c/01-ui.toml:4",
    ];
    assert_eq!(folder.errors(), expected);
}

#[test]
fn lessons_are_numbered_by_their_file_names() {
    let other = lesson(&["slug = 'bolme'", "headword = 'бөлме'"]);
    let folder = Folder::with(&[
        ("courses/c/01-ui.toml", &lesson(&[])),
        ("courses/c/01-bolme.toml", &other),
        ("courses/c/1-tereze.toml", "title.kk = 'Терезе'\n"),
    ]);
    let expected = [
        "courses/c:1: the folder has no course.toml",
        "courses/c/01-ui.toml:1: lesson 01 is already used in courses/c/01-bolme.toml:1",
        "courses/c/1-tereze.toml:1: name a lesson file NN-slug.toml, with a number from 01 to 99",
        "courses/c/1-tereze.toml:1: the lesson has no words: add at least one",
    ];
    assert_eq!(folder.errors(), expected);
}

#[test]
fn two_words_of_a_course_have_different_displayed_glosses() {
    let other = |gloss: &str| {
        let slug = ["slug = 'zat'", "headword = 'зат'", &*format!("glosses.ru = ['{gloss}', 'дом']")];
        lesson(&slug).replace("title.kk = 'Үй'\n", "").replace("['house']", "['abode']")
    };
    let with = |gloss| Folder::with(&[COURSE, ("courses/c/01-ui.toml", &(lesson(&[]) + &other(gloss)))]);
    assert_eq!(with("жилище").errors(), [""; 0], "both words may accept the same gloss");
    let expected =
        "courses/c/01-ui.toml:16: the displayed gloss «Дом» is already used in courses/c/01-ui.toml:6";
    assert!(with("Дом").errors().contains(&expected.to_owned()), "{:?}", with("Дом").errors());
}

#[test]
fn lessons_name_units_in_the_order_of_the_course() {
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
    let expected = [
        "courses/c/02-bolme.toml:1: the lesson is out of order: its unit «a» comes before an earlier lesson's unit in course.toml",
        "courses/c/03-esik.toml:1: there is no unit «x» in course.toml",
        "courses/c/04-zhol.toml:1: name the lesson's unit, because the course has units",
        "courses/c/course.toml:9: the unit «a» is already used in courses/c/course.toml:3",
        "courses/c/course.toml:12: the unit «Z» has no lessons: add one or remove the unit",
        "courses/c/course.toml:12: «Z» is not a slug: use at most 80 lower-case Latin letters and digits, with \
         hyphens between them",
    ];
    assert_eq!(folder.errors(), expected);
}

#[test]
fn endings_are_taught_once_and_with_an_example() {
    let teaching = |endings: &str, changed: &[&str]| format!("endings = [{endings}]\n{}", lesson(changed));
    let second = ["slug = 'bolme'", "headword = 'бөлме'", "kk = 'Бөлмеде бала бар.'"];
    let errors = |first: &str, other: &str| {
        let other = teaching(other, &second);
        let in_house = teaching(first, &["kk = 'Бұл — менің үйім, үйде бала бар.'"]);
        Folder::with(&[COURSE, ("courses/c/01-ui.toml", &in_house), ("courses/c/02-bolme.toml", &other)])
            .errors()
    };
    assert_eq!(errors("'1sg.nom'", "'loc'"), [""; 0]);
    assert_eq!(
        errors("'1sg.nom', 'loc'", "'loc', 'loct', 'pl.loc', 'nom', 'abl'"),
        [
            "courses/c/02-bolme.toml:1: no example of the lesson has a noun of the course in the form «abl»",
            "courses/c/02-bolme.toml:1: the ending «loc» is already used in courses/c/01-ui.toml:1",
            "courses/c/02-bolme.toml:1: «loct»: must be the code of a noun form, such as nom, pl.nom, 3.dat or pl.1pl.loc",
            "courses/c/02-bolme.toml:1: «nom» is not a form with exactly one ending",
            "courses/c/02-bolme.toml:1: «pl.loc» is not a form with exactly one ending",
        ]
    );
}
