//! Each row has a cell for each column, and the manifest a line for each file of the specification.

use chrono::DateTime;
use chrono_tz::Asia::Almaty;
use uuid::Uuid;

use super::*;
use crate::club_export::{AssignmentOutcome, TitledAssignment};
use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{
    Assignment, AssignmentProgress, AssignmentStatus, Club, ClubMembership, ClubRole, Sharing,
};
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::text::Language;
use crate::spreadsheet::Separator;

fn day(date: &str) -> StudyDay {
    StudyDay::on(date.parse().unwrap())
}

fn membership(number: u128, role: ClubRole, name: &str) -> ClubMembership {
    ClubMembership {
        id: Uuid::from_u128(number).into(),
        club_id: Uuid::nil().into(),
        learner_id: Uuid::from_u128(number + 100).into(),
        display_name: name.to_owned(),
        username: None,
        alias: None,
        role,
        joined_at: "2026-10-01T06:00:00Z".parse().unwrap(),
        sharing: Sharing::default(),
    }
}

fn roster() -> Roster {
    let member = |number, name| Member {
        membership: membership(number, ClubRole::Member, name),
        settings: LearnerSettings::new(Uuid::nil().into(), Almaty, LanguageTag::new("ru").unwrap()),
        joined: day("2026-10-01"),
        today: day("2026-11-23"),
        change_number: 1,
    };
    Roster {
        club: Club {
            id: Uuid::nil().into(),
            name: "Парасат".to_owned(),
            organization_id: None,
            area: None,
            accepts_requests: false,
            time_zone: Almaty,
            archived_at: None,
            created_at: "2026-05-01T06:00:00Z".parse().unwrap(),
        },
        school: None,
        leaders: vec![
            membership(1, ClubRole::Leader, "Дана Серікқызы"),
            membership(2, ClubRole::Leader, "Ерлан"),
        ],
        members: vec![
            member(3, "=Айгүл"),
            member(4, "Берік  Асан\nұлы"),
            member(5, "Құрбанов Эмиль Рашидұлы"),
            member(6, "@Берік"),
            member(7, "=HYPERLINK(\"http://evil\")"),
        ],
        assignments: vec![TitledAssignment {
            assignment: Assignment {
                id: Uuid::from_u128(9).into(),
                club_id: Uuid::nil().into(),
                note: Some("Оқып\nкеліңіз".to_owned()),
                from: day("2026-11-20"),
                until: day("2026-11-30"),
                zone: chrono_tz::Asia::Almaty,
                for_all: true,
                created_at: DateTime::UNIX_EPOCH,
                withdrawn_at: None,
            },
            title: "Отбасы".to_owned(),
        }],
        today: "2026-11-23".parse().unwrap(),
        language: Language::En,
    }
}

/// Returns the cell of a column.
fn cell<'a>(table: RosterTable, row: &'a Row, column: &str) -> &'a str {
    let header = table.header();
    let at = header.cells().iter().position(|name| name == column).unwrap();
    &row.cells()[at]
}

#[test]
fn every_row_has_a_cell_for_each_column_and_no_line_breaks() {
    let roster = roster();
    for table in RosterTable::ALL {
        let (columns, rows) = (table.header().cells().len(), roster.rows(table));
        assert_eq!(rows.is_empty(), table == RosterTable::Results);
        for row in rows {
            assert_eq!(row.cells().len(), columns, "{table:?} {row:?}");
            assert!(row.cells().iter().all(|cell| !cell.contains(['\n', '\r'])), "{row:?}");
            assert_eq!((&row.cells()[1], &row.cells()[2]), (&String::new(), &String::new()));
        }
    }
    let users = roster.rows(RosterTable::Users);
    let name =
        |row| ["givenName", "middleName", "familyName"].map(|column| cell(RosterTable::Users, row, column));
    assert_eq!(name(&users[0]), ["Дана", "", "Серікқызы"]);
    assert_eq!(name(&users[1]), ["Ерлан", "", "."]);
    assert_eq!(name(&users[2]), ["=Айгүл", "", "."]);
    assert_eq!(name(&users[3]), ["Берік", "", "Асан ұлы"]);
    assert_eq!(name(&users[4]), ["Эмиль", "Рашидұлы", "Құрбанов"]);
    assert_eq!(name(&users[5]), ["@Берік", "", "."]);
    assert_eq!(name(&users[6]), ["'=HYPERLINK(\"http://evil\")", "", "."]);
    assert_eq!(
        cell(RosterTable::Users, &users[0], "primaryOrgSourcedId"),
        roster.rows(RosterTable::Orgs)[0].cells()[0]
    );
    let primary: Vec<String> = roster
        .rows(RosterTable::Enrollments)
        .iter()
        .map(|row| cell(RosterTable::Enrollments, row, "primary").to_owned())
        .collect();
    assert_eq!(primary, ["true", "false", "false", "false", "false", "false", "false"]);
    let years: Vec<String> = roster
        .rows(RosterTable::AcademicSessions)
        .iter()
        .map(|row| cell(RosterTable::AcademicSessions, row, "startDate").to_owned())
        .collect();
    assert_eq!(years, ["2025-09-01", "2026-09-01"]);
}

#[test]
fn a_user_has_the_name_that_the_leaders_gave() {
    let mut roster = roster();
    roster.members[0].membership.alias = Some("Омарова Айгүл Серікқызы".to_owned());
    let users = roster.rows(RosterTable::Users);
    let name =
        |row| ["givenName", "middleName", "familyName"].map(|column| cell(RosterTable::Users, row, column));
    assert_eq!(name(&users[2]), ["Айгүл", "Серікқызы", "Омарова"]);
    assert_eq!(name(&users[4]), ["Эмиль", "Рашидұлы", "Құрбанов"]);
}

#[test]
fn a_result_shows_the_outcome_of_the_assignment() {
    let roster = roster();
    let columns = ["scoreStatus", "score", "scoreDate", "inProgress", "late", "missing"];
    for (status, done, done_on, expected) in [
        (AssignmentStatus::Open, 0, None, ["not submitted", "0.0", "2026-11-23", "true", "false", "false"]),
        (
            AssignmentStatus::Open,
            2,
            None,
            ["partially graded", "66.0", "2026-11-23", "true", "false", "false"],
        ),
        (AssignmentStatus::Missed, 0, None, ["not submitted", "0.0", "2026-12-01", "false", "true", "true"]),
        (
            AssignmentStatus::Late,
            3,
            Some("2026-12-04"),
            ["fully graded", "100.0", "2026-12-04", "false", "true", "false"],
        ),
        (AssignmentStatus::Done, 3, None, ["fully graded", "100.0", "2026-10-01", "false", "false", "false"]),
    ] {
        let progress = AssignmentProgress { words: 3, words_done: done, done_at: None };
        let outcome = AssignmentOutcome {
            member: &roster.members[0],
            assignment: &roster.assignments[0],
            progress,
            done_on: done_on.map(day),
            remembered: 1,
            status,
        };
        let rows: Vec<Row> = roster.results(&outcome).collect();
        assert_eq!(rows.len(), 2);
        let mut remembered = expected;
        remembered[1] = "33.0";
        for (row, expected) in rows.iter().zip([expected, remembered]) {
            assert_eq!(row.cells().len(), RosterTable::Results.header().cells().len());
            assert_eq!(columns.map(|column| cell(RosterTable::Results, row, column)), expected);
        }
    }
    let progress = AssignmentProgress { words: 3, words_done: 0, done_at: None };
    let (member, assignment) = (&roster.members[0], &roster.assignments[0]);
    let outcome = |progress, status| AssignmentOutcome {
        member,
        assignment,
        progress,
        done_on: None,
        remembered: 0,
        status,
    };
    assert_eq!(roster.results(&outcome(progress, AssignmentStatus::Upcoming)).count(), 0);
    let none = AssignmentProgress { words: 0, words_done: 0, done_at: None };
    for row in roster.results(&outcome(none, AssignmentStatus::Open)) {
        assert_eq!(cell(RosterTable::Results, &row, "score"), "");
    }
}

#[test]
fn what_a_score_counts_is_in_the_titles_of_its_line_item_and_category() {
    let roster = roster();
    let items = roster.rows(RosterTable::LineItems);
    let titles: Vec<&str> = items.iter().map(|row| cell(RosterTable::LineItems, row, "title")).collect();
    assert_eq!(titles, ["Отбасы: words answered, %", "Отбасы: words remembered, %"]);
    let categories = roster.rows(RosterTable::Categories);
    for (item, category) in items.iter().zip(&categories) {
        let title = cell(RosterTable::Categories, category, "title");
        assert!(cell(RosterTable::LineItems, item, "title").ends_with(title));
        assert_eq!(cell(RosterTable::LineItems, item, "categorySourcedId"), category.cells()[0]);
    }
    assert_eq!(categories.len(), 2);
}

#[test]
fn the_manifest_names_every_file_of_the_specification() {
    let rows = manifest(&[RosterTable::Users, RosterTable::Orgs]);
    let lines: Vec<String> =
        rows.iter().map(|row| String::from_utf8(row.line(Separator::Comma)).unwrap()).collect();
    assert_eq!(
        lines[..3],
        ["propertyName,value\r\n", "manifest.version,1.0\r\n", "oneroster.version,1.2\r\n"]
    );
    assert_eq!(lines.iter().filter(|line| line.starts_with("file.")).count(), 21);
    let bulk: Vec<&String> = lines.iter().filter(|line| line.ends_with(",bulk\r\n")).collect();
    assert_eq!(bulk, ["file.orgs,bulk\r\n", "file.users,bulk\r\n"]);
}
