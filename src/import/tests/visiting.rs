//! Errors in what visitors need to know.

use super::{Folder, SOURCES};

const HEAD: &str = "kind = 'club'\nposition = 1\nsource = 'article'\nname.kk = 'Клуб'\n";

/// Returns the errors of an organization with a part, without the file name. The part begins on line 5.
fn errors(part: &str) -> Vec<String> {
    let file = "directory/organizations/o.toml";
    let folder = Folder::with(&[SOURCES, (file, &format!("{HEAD}{part}"))]);
    folder.errors().iter().map(|error| error.replacen(&format!("{file}:"), "", 1)).collect()
}

#[test]
fn each_error_of_an_address_is_reported_with_its_line() {
    let location = |address: &str| format!("[[location]]\nsource = 'article'\n[location.address]\n{address}");
    let valid = "country = 'KZ'\nlocality.kk = 'Қонаев'\n";
    let coordinates = "Give the latitude from -90 to 90 degrees and the longitude from -180 to 180.";
    assert_eq!(errors(&location(&format!("{valid}latitude = 43\nlongitude = 77.5\n"))), [""; 0]);
    for (address, expected) in [
        (
            "country = 'Kazakhstan'\nlocality.kk = 'Қонаев'\n".to_owned(),
            "8: «Kazakhstan»: Give the country as a code of ISO 3166-1 with two capital letters, such as KZ."
                .to_owned(),
        ),
        ("locality.kk = 'Қонаев'\n".to_owned(), "7: missing field `country`".to_owned()),
        (format!("{valid}street.kk = ' Абай'\n"), "10: « Абай» begins or ends with a space".to_owned()),
        (format!("{valid}latitude = 91.5\nlongitude = 77.5\n"), format!("10: «91.5»: {coordinates}")),
        (format!("{valid}latitude = 43.5\nlongitude = nan\n"), format!("11: «NaN»: {coordinates}")),
        (
            format!("{valid}latitude = 43.5\n"),
            "10: give both the latitude and the longitude, or neither".to_owned(),
        ),
        ("country = 'KZ'\n".to_owned(), "8: give more of the address than the country".to_owned()),
    ] {
        assert_eq!(errors(&location(&address)), [expected], "{address}");
    }
    let uncited = "[[location]]\nsource = 'book'\nsince = '2015'\nuntil = '2014'\n[location.address]\ncountry = 'KZ'\nunit.kk = '2'\n";
    let expected = [
        "6: there is no source «book»",
        "8: the period ends before it begins, or does not include the attested date",
    ];
    assert_eq!(errors(uncited), expected);
}

#[test]
fn each_error_of_hours_accessibility_and_services_is_reported_with_its_line() {
    let times = "Give both the opening time and a different closing time, or neither if it is closed on these \
                 days.";
    let hours = |rest: &str| format!("[[opening_hours]]\nsource = 'article'\ndays = ['monday']\n{rest}");
    assert_eq!(errors(&hours("opens = '22:00'\ncloses = '02:00'\n")), [""; 0]);
    assert_eq!(errors(&hours("note.kk = 'жабық'\n")), [""; 0]);
    for (part, expected) in [
        (hours("opens = '9:00'\ncloses = '18:00'\n"), "8: «9:00» is not a time such as 09:00".to_owned()),
        (hours("opens = '09:00'\ncloses = '24:00'\n"), "9: «24:00» is not a time such as 09:00".to_owned()),
        (hours("closes = '18:00'\n"), format!("8: «18:00»: {times}")),
        (hours("opens = '09:00'\ncloses = '09:00'\n"), format!("9: «09:00»: {times}")),
        (
            hours("").replace("monday", "someday"),
            "7: «someday»: must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday".to_owned(),
        ),
        (
            hours("").replace("'monday'", "'monday', 'monday'"),
            "1: the organization «o», openingHours: Remove the item that is listed twice.".to_owned(),
        ),
        (
            "[[accessibility]]\nfeature = 'ramps'\nsource = 'article'\n".to_owned(),
            "6: «ramps»: must be one of step-free-entrance, ramp, lift, accessible-toilet, accessible-parking, \
             tactile-paving, braille, hearing-loop, sign-language, assistance"
                .to_owned(),
        ),
        (
            "[[service]]\nsource = 'book'\nname.kk = 'Курс'\n".to_owned(),
            "6: there is no source «book»".to_owned(),
        ),
        (
            "[[service]]\nsource = 'article'\nname.kk = 'Курс'\nstatus = 'open'\n".to_owned(),
            "8: «open»: must be one of active, inactive, temporarily-closed, defunct".to_owned(),
        ),
        (
            "[[service]]\nsource = 'article'\nname.kk = 'Курс'\nlanguages = ['kaz']\n".to_owned(),
            "8: write «kk» instead of «kaz»".to_owned(),
        ),
    ] {
        assert_eq!(errors(&part), [expected], "{part}");
    }
}
