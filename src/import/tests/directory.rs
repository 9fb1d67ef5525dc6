//! Errors in the directory.

use super::{Folder, SOURCES};

const EDTF: &str = "not an EDTF date: expected a year (2015), a month (2015-03) or a day (2015-03-01), followed by ~ or ? \
                    if it is approximate or uncertain, or two of them as an interval (2015/2017, ../2015, 2017/..)";

/// Returns the errors of an organization, without the file name.
fn organization_errors(text: &str) -> Vec<String> {
    let folder = Folder::with(&[SOURCES, ("directory/organizations/o.toml", text)]);
    folder
        .errors()
        .iter()
        .map(|error| error.trim_start_matches("directory/organizations/o.toml:").to_owned())
        .collect()
}

#[test]
fn each_error_of_an_organization_is_reported_with_its_line() {
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
            "11: the post «o-chair» is already used in directory/organizations/o.toml:6".to_owned(),
        ),
        (
            &format!("{post}[[post.holder]]\nperson = 'nobody'\nsource = 'article'\n"),
            "11: there is no person «nobody»".to_owned(),
        ),
        ("[[member]]\nperson = 'nobody'\n", "5: missing field `source`".to_owned()),
        ("= 5", "5: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`".to_owned()),
    ];
    for (rest, expected) in cases {
        assert_eq!(organization_errors(&format!("{head}{rest}")), [expected], "{rest}");
    }
    let expected = ["3: there is no source «book»".to_owned()];
    let invalid = head.replace("article", "book");
    assert_eq!(organization_errors(&invalid), expected);
}

#[test]
fn a_cycle_of_parents_is_reported_once() {
    let part_of = |parent: &str| {
        format!("kind = 'club'\nposition = 1\nparent = '{parent}'\nsource = 'article'\nname.kk = 'Клуб'\n")
    };
    let folder = Folder::with(&[
        SOURCES,
        ("directory/organizations/a.toml", &part_of("c")),
        ("directory/organizations/b.toml", &part_of("c")),
        ("directory/organizations/c.toml", &part_of("b")),
    ]);
    assert_eq!(folder.errors(), ["directory/organizations/b.toml:3: the parents form a cycle: b → c → b"]);
}

#[test]
fn each_error_of_events_and_figures_is_reported_with_its_line() {
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
    let expected = [
        "directory/events.toml:3: «party»: must be one of seminar, conference, master-class, training, celebration, \
         contest, gathering",
        "directory/events.toml:4: «daily»: must be one of repeated, yearly",
        "directory/events.toml:5: the organizer «o» is listed twice",
        "directory/events.toml:5: there is no organization «x»",
        "directory/figures.toml:2: give an indicator either an organization or an area",
        "directory/figures.toml:7: the indicator «i» is already used in directory/figures.toml:2",
        "directory/figures.toml:8: «Kazakhstan» is not an ISO 3166 code such as KZ or KZ-19",
        "directory/figures.toml:13: «under»: must be one of over",
    ];
    assert_eq!(folder.errors(), expected);
}

#[test]
fn references_to_an_unreadable_file_are_no_errors() {
    let organization = "kind = 'club'\nposition = 1\nsource = 'article'\nparent = 'b'\nname.kk = ' Клуб'\n\
                        [[member]]\nperson = 'p'\nsource = 'article'\n";
    let folder = Folder::with(&[
        ("directory/sources.toml", "[[source]]\nslug = 'article'\nkind = \n"),
        ("directory/organizations/a.toml", organization),
        ("directory/organizations/b.toml", "kind = 'club'\ncolour = 'red'\n"),
    ]);
    folder.write("directory/people.toml", b"\xff");
    let errors = folder.errors();
    let places: Vec<&str> = errors.iter().map(|error| error.split(": ").next().unwrap()).collect();
    let expected = [
        "directory/organizations/a.toml:5",
        "directory/organizations/b.toml:2",
        "directory/people.toml:1",
        "directory/sources.toml:3",
    ];
    assert_eq!(places, expected, "{errors:#?}");
}

const DATE: &str = "not a single EDTF date: expected a year (2015), a month (2015-03) or a day (2015-03-01), followed by ~ \
                    if it is approximate, ? if it is uncertain, % if it is both";

const IDENTIFIER: &str = "Write the scheme as a slug, and the value by the rules of the scheme: Q42 for wikidata, 16 \
                          characters with the check digit for isni, 0000-0002-1825-0097 for orcid, 05dxps055 for ror, \
                          digits for viaf, 12 digits for bin, otherwise ASCII without spaces.";

#[test]
fn each_error_of_periods_contacts_and_identifiers_is_reported_with_its_line() {
    let head = "kind = 'club'\nposition = 1\nsource = 'article'\nname.kk = 'Клуб'\n";
    let contact = |kind: &str, value: &str, more: &str| {
        format!("[[contact]]\nkind = '{kind}'\nvalue = '{value}'\nsource = 'article'\n{more}")
    };
    let former = |period: &str| format!("[[former_name]]\nname.kk = 'Үй'\nsource = 'article'\n{period}");
    let inconsistent = "the period ends before it begins, or does not include the attested date";
    let cases = [
        (former("until = '2014/2015'\n"), format!("8: «2014/2015»: {DATE}")),
        (former("since = '2015'\nuntil = '2014'\n"), format!("9: {inconsistent}")),
        ("name_since = '2014/..'\n".to_owned(), format!("5: «2014/..»: {DATE}")),
        ("dissolved = 'now'\n".to_owned(), format!("5: «now»: {EDTF}")),
        ("parent_since = '2014'\n".to_owned(), "5: parent_since requires a parent".to_owned()),
        (
            "[[former_parent]]\norganization = 'p'\nsource = 'article'\n".to_owned(),
            "6: there is no organization «p»".to_owned(),
        ),
        (
            contact("fax", "1", ""),
            "6: «fax»: must be one of address, phone, email, website, social-media".to_owned(),
        ),
        (
            contact("website", "dostyq.kz", ""),
            "7: «dostyq.kz» is not a link that begins with https:// or http://".to_owned(),
        ),
        (contact("email", "dostyq.kz", ""), "7: «dostyq.kz» is not an e-mail address".to_owned()),
        (contact("phone", "1", "since = '2016'\nuntil = '2015'\n"), format!("10: {inconsistent}")),
        (
            contact("phone", "1", &format!("label.kk = '{}'\n", "а".repeat(301))),
            "9: the text has 301 characters; at most 300 are allowed".to_owned(),
        ),
        (
            "[[identifier]]\nscheme = 'Wikidata'\nvalue = 'Q1'\n".to_owned(),
            "6: «Wikidata» is not a slug: use at most 80 lower-case Latin letters and digits, with hyphens between them"
                .to_owned(),
        ),
        (
            "[[identifier]]\nscheme = 'wikidata'\nvalue = 'Q 1'\n".to_owned(),
            format!("7: «Q 1»: {IDENTIFIER}"),
        ),
        (
            format!("description.kk = '{}'\n", "а".repeat(10_001)),
            "5: the text has 10001 characters; at most 10000 are allowed".to_owned(),
        ),
        (
            "locator = ' 3'\n".to_owned(),
            "5: « 3» begins or ends with a space".to_owned(),
        ),
        (
            "[[milestone]]\ndate = '2015'\nsource = 'article'\ntext.kk = 'Ашылды.'\n".repeat(201),
            "1: the organization «o», milestones: there are too many items".to_owned(),
        ),
    ];
    for (rest, expected) in cases {
        assert_eq!(organization_errors(&format!("{head}{rest}")), [expected], "{rest}");
    }
}

#[test]
fn a_holders_period_is_consistent_with_its_attestation() {
    let organization = "kind = 'club'\nposition = 1\nsource = 'article'\nname.kk = 'Клуб'\n\
                        [[post]]\nslug = 'o-chair'\nkind = 'chair'\nsource = 'article'\ntitle.kk = 'төраға'\n\
                        [[post.holder]]\nperson = 'p'\nsource = 'article'\nacting = true\nuntil = '2015'\n\
                        attested = '2016/2017'\nlocator = '3-бет'\n";
    let person = "[[person]]\nslug = 'p'\nname.kk = 'Асан'\nsource = 'article'\n";
    let folder = Folder::with(&[
        SOURCES,
        ("directory/people.toml", person),
        ("directory/organizations/o.toml", organization),
    ]);
    let expected = "directory/organizations/o.toml:14: the period ends before it begins, or does not include the attested date";
    assert_eq!(folder.errors(), [expected]);
    folder.write("directory/organizations/o.toml", organization.replace("'2015'", "'2016'").as_bytes());
    assert_eq!(folder.errors(), Vec::<String>::new());
}

#[test]
fn parents_in_different_periods_form_no_cycle() {
    let part_of = |parents: &str| {
        format!("kind = 'club'\nposition = 1\nsource = 'article'\nname.kk = 'Клуб'\n{parents}")
    };
    let former = |organization: &str, until: &str| {
        format!("[[former_parent]]\norganization = '{organization}'\nuntil = '{until}'\nsource = 'article'\n")
    };
    let folder = Folder::with(&[
        SOURCES,
        ("directory/organizations/a.toml", &part_of("parent = 'b'\nparent_since = '2015'\n")),
        ("directory/organizations/b.toml", &part_of(&former("a", "2014"))),
    ]);
    assert_eq!(folder.errors(), Vec::<String>::new());
    folder.write("directory/organizations/b.toml", part_of(&former("a", "2015")).as_bytes());
    assert_eq!(folder.errors(), ["directory/organizations/a.toml:5: the parents form a cycle: a → b → a"]);
}

#[test]
fn each_error_of_the_newer_fields_is_reported_with_its_line() {
    let folder = Folder::with(&[
        (
            "directory/sources.toml",
            "[[source]]\nslug = 'article'\nkind = 'web-page'\ntitle.kk = 'бет'\nurl = 'dostyq.kz'\npublisher = ' '\n",
        ),
        (
            "directory/people.toml",
            "[[person]]\nslug = 'p'\nname.kk = 'Асан'\nsource = 'article'\n\
             [[person.former_name]]\nname.kk = 'Үсен'\nsince = '2015/2016'\nsource = 'article'\n\
             [[person.contact]]\nkind = 'email'\nvalue = 'p'\npublic = false\nsource = 'book'\n\
             [[person.identifier]]\nscheme = 'viaf'\nvalue = ''\n",
        ),
        (
            "directory/events.toml",
            "[[event]]\nslug = 'e'\nkind = 'contest'\nformat = 'tv'\nlanguages = ['kk', 'Kazakh language']\n\
             organizers = []\nsource = 'article'\ntitle.kk = 'Той'\nplace.kk = ''\n",
        ),
        (
            "directory/figures.toml",
            "[[indicator]]\nslug = 'i'\narea = 'KZ'\nname.kk = 'үлес'\nunit.kk = ' '\n\
             [[indicator.observation]]\nperiod = '2016'\nvalue = 1.5\nsource = 'article'\n\
             [[indicator.observation]]\nperiod = '2017'\nvalue = nan\nsource = 'article'\n",
        ),
    ]);
    let errors = folder.errors();
    let expected = [
        "directory/events.toml:4: «tv»: must be one of in-person, online, hybrid",
        "directory/events.toml:5: «Kazakh language»: Give a language by its BCP 47 tag, such as ru, en, ug.",
        "directory/events.toml:9: the text is empty",
        "directory/figures.toml:5: the text is empty",
        "directory/figures.toml:12: the value must be a finite number",
        &format!("directory/people.toml:7: «2015/2016»: {DATE}"),
        "directory/people.toml:11: «p» is not an e-mail address",
        "directory/people.toml:13: there is no source «book»",
        &format!("directory/people.toml:16: «»: {IDENTIFIER}"),
        "directory/sources.toml:5: «dostyq.kz» is not a link that begins with https:// or http://",
        "directory/sources.toml:6: the text is empty",
    ];
    assert_eq!(errors, expected);
}

#[test]
fn each_error_of_the_vocabulary_is_reported_with_its_line() {
    let kind = |slug: &str, scheme: &str, more: &str| {
        format!("[[kind]]\nslug = '{slug}'\nscheme = '{scheme}'\nlabel.kk = 'Клуб'\n{more}")
    };
    let kinds = [
        kind("club", "organization", "broader = 'body'\n"),
        kind("body", "organization", "broader = 'club'\n"),
        kind("chair", "post", "broader = 'club'\n"),
        kind("chair", "job", ""),
    ];
    let organization = "kind = 'clubb'\nposition = 1\nsource = 'article'\nname.kk = 'Клуб'\n\
                        [[post]]\nslug = 'o-chair'\nkind = 'club'\nsource = 'article'\ntitle.kk = 'төраға'\n";
    let folder = Folder::with(&[
        SOURCES,
        ("directory/kinds.toml", &kinds.concat()),
        ("directory/organizations/o.toml", organization),
    ]);
    let expected = [
        "directory/kinds.toml:5: the kind «club» would be broader than itself",
        "directory/kinds.toml:10: the kind «body» would be broader than itself",
        "directory/kinds.toml:15: there is no kind of post «club» in kinds.toml",
        "directory/kinds.toml:17: the kind «chair» is already used in directory/kinds.toml:12",
        "directory/kinds.toml:18: «job»: must be one of organization, post",
        "directory/organizations/o.toml:1: there is no kind of organization «clubb» in kinds.toml",
        "directory/organizations/o.toml:7: there is no kind of post «club» in kinds.toml",
    ];
    assert_eq!(folder.errors(), expected);
}

#[test]
fn each_error_of_a_persons_details_is_reported_with_its_line() {
    let people = "[[person]]\nslug = 'p'\nname.kk = 'Асан'\ngiven_name.kk = ' '\ngender = 'unknown'\n\
                  born = '1990-13'\nsource = 'article'\n\
                  [person.image]\nurl = 'dostyq.kz/p.jpg'\nlicence = 'MIT'\nsource = 'book'\n\
                  [[person]]\nslug = 'q'\nname.kk = 'Үсен'\nsource = 'article'\n";
    let folder = Folder::with(&[SOURCES, ("directory/people.toml", people)]);
    let not_a_link = "is not a link that begins with https:// or http://";
    let expected = [
        "directory/people.toml:4: the text is empty",
        "directory/people.toml:5: «unknown»: must be one of female, male",
        &format!("directory/people.toml:6: «1990-13»: {EDTF}"),
        &format!("directory/people.toml:9: «dostyq.kz/p.jpg» {not_a_link}"),
        &format!("directory/people.toml:10: «MIT» {not_a_link}"),
        "directory/people.toml:11: there is no source «book»",
    ];
    assert_eq!(folder.errors(), expected);
    let reversed =
        "[[person]]\nslug = 'p'\nname.kk = 'Асан'\nborn = '1990'\ndied = '1989'\nsource = 'article'\n";
    folder.write("directory/people.toml", reversed.as_bytes());
    let errors = folder.errors();
    let start = "directory/people.toml:2: the person «p», died: ";
    assert!(errors.len() == 1 && errors[0].starts_with(start), "{errors:?}");
}

#[test]
fn a_text_is_in_at_least_one_language() {
    let person = |name: &str| format!("[[person]]\nslug = 'p'\nsource = 'article'\n[person.name]\n{name}");
    let folder = Folder::with(&[SOURCES, ("directory/people.toml", &person("ru = 'Асан'\n"))]);
    assert_eq!(folder.errors(), Vec::<String>::new());
    folder.write("directory/people.toml", person("").as_bytes());
    let errors = folder.errors();
    let start = "directory/people.toml:2: the person «p», names: ";
    assert!(errors.len() == 1 && errors[0].starts_with(start), "{errors:?}");
}
