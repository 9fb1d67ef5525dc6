//! Mistakes in the directory.

use super::{Folder, SOURCES};

const EDTF: &str = "not a date of EDTF: a year (2015), a month (2015-03) or a day (2015-03-01), with ~ or ? behind it \
                    if it is approximate or uncertain, or two of them as an interval (2015/2017, ../2015, 2017/..)";

/// What is told of an organization, without the file's name.
fn told_of_organization(text: &str) -> Vec<String> {
    let folder = Folder::with(&[SOURCES, ("directory/organizations/o.toml", text)]);
    folder
        .mistakes()
        .iter()
        .map(|told| told.trim_start_matches("directory/organizations/o.toml:").to_owned())
        .collect()
}

#[test]
fn each_mistake_of_an_organization_is_told_with_its_line() {
    let head = "kind = 'club'\nposition = 1\nsource = 'article'\nname.kk = 'Клуб'\n";
    let post = "[[post]]\nslug = 'o-chair'\nkind = 'chair'\nsource = 'article'\ntitle.kk = 'төраға'\n";
    let cases = [
        ("parent = 'p'\nhosted_by = 'o'\n", "5: there is no organization «p»".to_owned()),
        ("parent = 'o'\n", "5: the parents form a cycle: o → o".to_owned()),
        ("founded = '2015-13'\n", format!("5: «2015-13»: {EDTF}")),
        ("[description]\nkk = 'Клуб'\nru = ' клуб'\n", "7: « клуб» begins or ends with a space".to_owned()),
        (
            "[[milestone]]\ndate = 'May'\nsource = 'article'\ntext.kk = 'Ашылды.'\n",
            format!("6: «May»: {EDTF}"),
        ),
        (
            &format!("{post}{post}"),
            "11: the post «o-chair» is there already: directory/organizations/o.toml:6".to_owned(),
        ),
        (
            &format!("{post}[[post.holder]]\nperson = 'nobody'\nsource = 'article'\n"),
            "11: there is no person «nobody»".to_owned(),
        ),
        ("[[member]]\nperson = 'nobody'\n", "5: missing field `source`".to_owned()),
        ("= 5", "5: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`".to_owned()),
    ];
    for (rest, told) in cases {
        assert_eq!(told_of_organization(&format!("{head}{rest}")), [told], "{rest}");
    }
    let kinds = "house-of-friendship, state-institution, assembly, secretariat, council, expert-group, university, \
                 university-chair, youth-community, club, mediation-office, language-centre, department";
    let told = [format!("1: «clubb»: must be one of {kinds}"), "3: there is no source «book»".to_owned()];
    let broken = head.replace("club", "clubb").replace("article", "book");
    assert_eq!(told_of_organization(&broken), told);
}

#[test]
fn a_cycle_of_parents_is_named_once() {
    let part_of = |parent: &str| {
        format!("kind = 'club'\nposition = 1\nparent = '{parent}'\nsource = 'article'\nname.kk = 'Клуб'\n")
    };
    let folder = Folder::with(&[
        SOURCES,
        ("directory/organizations/a.toml", &part_of("c")),
        ("directory/organizations/b.toml", &part_of("c")),
        ("directory/organizations/c.toml", &part_of("b")),
    ]);
    assert_eq!(folder.mistakes(), ["directory/organizations/b.toml:3: the parents form a cycle: b → c → b"]);
}

#[test]
fn each_mistake_of_events_and_figures_is_told_with_its_line() {
    let organization = "kind = 'club'\nposition = 1\nsource = 'article'\nname.kk = 'Клуб'\n";
    let event = "[[event]]\nslug = 'e'\nkind = 'party'\nrecurrence = 'daily'\norganizers = ['o', 'o', 'x']\n\
                 source = 'article'\ntitle.kk = 'Той'\n";
    let figures = "[[indicator]]\nslug = 'i'\norganization = 'o'\narea = 'KZ'\nname.kk = 'клубтар'\n\
                   [[indicator]]\nslug = 'i'\narea = 'Kazakhstan'\nname.kk = 'клубтар'\n\
                   [[indicator.observation]]\nperiod = '2016'\nvalue = 1\nqualifier = 'under'\nsource = 'article'\n";
    let folder = Folder::with(&[
        SOURCES,
        ("directory/organizations/o.toml", organization),
        ("directory/events.toml", event),
        ("directory/figures.toml", figures),
    ]);
    let told = [
        "directory/events.toml:3: «party»: must be one of seminar, conference, master-class, training, celebration, \
         contest, gathering",
        "directory/events.toml:4: «daily»: must be one of repeated, yearly",
        "directory/events.toml:5: the organizer «o» is there twice",
        "directory/events.toml:5: there is no organization «x»",
        "directory/figures.toml:2: an indicator is of an organization or of an area, one of the two",
        "directory/figures.toml:7: the indicator «i» is there already: directory/figures.toml:2",
        "directory/figures.toml:8: «Kazakhstan» is not a code of ISO 3166, such as KZ or KZ-19",
        "directory/figures.toml:13: «under»: must be one of over",
    ];
    assert_eq!(folder.mistakes(), told);
}

#[test]
fn nobody_is_blamed_for_referring_to_a_broken_file() {
    let organization = "kind = 'club'\nposition = 1\nsource = 'article'\nparent = 'b'\nname.kk = ' Клуб'\n\
                        [[member]]\nperson = 'p'\nsource = 'article'\n";
    let folder = Folder::with(&[
        ("directory/sources.toml", "[[source]]\nslug = 'article'\nkind = \n"),
        ("directory/organizations/a.toml", organization),
        ("directory/organizations/b.toml", "kind = 'club'\ncolour = 'red'\n"),
    ]);
    folder.write("directory/people.toml", b"\xff");
    let told = folder.mistakes();
    let places: Vec<&str> = told.iter().map(|told| told.split(": ").next().unwrap()).collect();
    let expected = [
        "directory/organizations/a.toml:5",
        "directory/organizations/b.toml:2",
        "directory/people.toml:1",
        "directory/sources.toml:3",
    ];
    assert_eq!(places, expected, "{told:#?}");
}
