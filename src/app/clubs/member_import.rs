//! Inviting a whole group from a table: each person in it gets their own code, which admits one member.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::invitations::{NewInvitation, check_invitation_limit, invitation, lock_existing};
use super::require_leader;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::domain::clubs::{Invitation, InviteCode, invitation_expiry, invitation_label};
use crate::domain::ids::{ClubId, ClubInvitationId};
use crate::domain::problem::Problem;
use crate::spreadsheet::{TableRow, TooManyRows, read_table};

/// The maximum number of rows in a table.
const MAX_ROWS: usize = 500;

/// A person in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberImportRow {
    /// The line of the table on which the row begins, from 1.
    pub line: u64,
    /// The name, as written in the table; its parts are joined if they have columns of their own.
    pub name: String,
    /// The label, as written in the table.
    pub label: Option<String>,
    /// The problem with the row, and its column.
    pub problem: Option<(Problem, &'static str)>,
}

/// A table of people to invite.
#[derive(Debug)]
pub struct MemberImport {
    /// The club.
    pub club_id: ClubId,
    /// The table, as CSV.
    pub table: String,
    /// When the codes stop admitting people.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether the rows are only checked.
    pub is_dry_run: bool,
    /// The UUID that the client generated for the mutation.
    pub client_mutation_id: Option<Uuid>,
}

/// Reads the table, and makes an invitation for each row, unless this is a dry run or a row has a problem. Returns the
/// rows, each with its code. If the mutation is sent again, the codes are the same, even if it could not create them any
/// more.
pub async fn import_members(
    caller: &Caller,
    new: MemberImport,
) -> Result<Vec<(MemberImportRow, Option<InviteCode>)>, AppError> {
    caller.viewer()?;
    let mut connection = caller.connection().await?;
    connection.transaction::<_, AppError, _>(async |connection| import(caller, connection, &new).await).await
}

async fn import(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    new: &MemberImport,
) -> Result<Vec<(MemberImportRow, Option<InviteCode>)>, AppError> {
    let (club, expires_at) = (new.club_id, new.expires_at);
    require_leader(caller, connection, club, "clubId").await?;
    let rows = read(&new.table).at("csv")?;
    let is_only_checked = new.is_dry_run || rows.iter().any(|row| row.problem.is_some());
    let mut existing = HashMap::new();
    if !is_only_checked && new.client_mutation_id.is_some() {
        let id = |row: &MemberImportRow| caller.new_id_in(club, mutation_of(new, row));
        let ids: Vec<ClubInvitationId> = rows.iter().map(id).collect();
        let found = lock_existing(caller, connection, club, &ids).await?;
        existing = found.into_iter().map(|invitation| (invitation.id, invitation.code)).collect();
        let codes: Option<Vec<InviteCode>> = ids.iter().map(|id| existing.get(id).cloned()).collect();
        if let Some(codes) = codes {
            return Ok(rows.into_iter().zip(codes.into_iter().map(Some)).collect());
        }
    }
    let end = expires_at.map(|end| invitation_expiry(end, caller.now)).transpose();
    end.at("expiresAt")?;
    if is_only_checked {
        check_invitation_limit(caller, connection, club, rows.len()).await?;
        return Ok(rows.into_iter().map(|row| (row, None)).collect());
    }
    let invitations = rows.iter().map(|row| {
        let new = NewInvitation {
            label: Some(row.name.clone()),
            expires_at,
            max_uses: Some(1),
            client_mutation_id: mutation_of(new, row),
        };
        let invitation = invitation(caller, club, new)?;
        Ok(Invitation { label: Some(invited(&row.name, row.label.as_deref())), ..invitation })
    });
    let invitations = invitations.collect::<Result<Vec<Invitation>, AppError>>()?;
    let missing: Vec<Invitation> =
        invitations.iter().filter(|new| !existing.contains_key(&new.id)).cloned().collect();
    check_invitation_limit(caller, connection, club, missing.len()).await?;
    db::clubs::insert_invitations(connection, &missing).await?;
    let codes = invitations.into_iter().map(|new| existing.remove(&new.id).unwrap_or(new.code));
    Ok(rows.into_iter().zip(codes.map(Some)).collect())
}

/// Returns the UUID under which the mutation makes the invitation of a row.
fn mutation_of(new: &MemberImport, row: &MemberImportRow) -> Option<Uuid> {
    new.client_mutation_id.map(|mutation| Uuid::new_v5(&mutation, &row.line.to_be_bytes()))
}

/// The titles of the column with whole names. If a table has several, the first of these counts.
const WHOLE_NAME_TITLES: [&str; 13] = [
    "full name",
    "аты-жөні",
    "аты жөні",
    "тегі, аты",
    "тегі аты",
    "фио",
    "ф.и.о.",
    "фамилия, имя",
    "фамилия имя",
    "фамилия имя отчество",
    "фамилия, имя, отчество",
    "ученик",
    "оқушы",
];

/// The titles of the columns with the parts of names, in the order in which lists of a class write them: the family name,
/// the given name, and the patronymic. A column of given names alone may have whole names.
const PART_TITLES: [&[&str]; 3] = [
    &["тегі", "фамилия", "family name", "last name", "surname"],
    &["аты", "имя", "given name", "first name", "name"],
    &["әкесінің аты", "отчество", "patronymic", "middle name"],
];

/// The titles of the column with the labels.
const LABEL_TITLES: [&str; 7] = ["label", "class", "group", "сынып", "топ", "класс", "группа"];

/// Returns the columns whose texts are joined to the names. Empty if the row does not name such columns.
fn name_columns(head: &TableRow) -> Vec<usize> {
    let column = |titles: &[&str]| titles.iter().find_map(|title| head.column(title));
    match column(&WHOLE_NAME_TITLES) {
        Some(whole) => vec![whole],
        None => PART_TITLES.into_iter().filter_map(column).collect(),
    }
}

/// Reads a table whose first line names the columns: the names, and optionally the labels; other columns are ignored.
fn read(table: &str) -> Result<Vec<MemberImportRow>, Problem> {
    let rows = read_table(table, MAX_ROWS + 1).map_err(|TooManyRows| Problem::TooManyRows)?;
    let (head, people) = rows.split_first().ok_or(Problem::InvalidCsv)?;
    let names = name_columns(head);
    let label = LABEL_TITLES.iter().find_map(|title| head.column(title));
    if names.is_empty() || people.is_empty() {
        return Err(Problem::InvalidCsv);
    }
    let rows = people.iter().map(|found| {
        let label = label.map(|column| found.cell(column)).filter(|text| !text.is_empty());
        let parts: Vec<&str> =
            names.iter().map(|column| found.cell(*column)).filter(|part| !part.is_empty()).collect();
        row(found.line, parts.join(" "), label)
    });
    Ok(rows.collect())
}

/// Returns the label of a person's invitation, which becomes the leaders' name for them.
fn invited(name: &str, label: Option<&str>) -> String {
    label.map_or_else(|| name.to_owned(), |label| format!("{name}, {label}"))
}

fn row(line: u64, name: String, label: Option<&str>) -> MemberImportRow {
    let label_problem = || invitation_label(&invited(&name, label)).err().map(|problem| (problem, "label"));
    let problem = invitation_label(&name).err().map(|problem| (problem, "name")).or_else(label_problem);
    MemberImportRow { line, name, label: label.map(str::to_owned), problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_of(table: &str) -> Vec<(u64, String, Option<String>, bool)> {
        let rows = read(table).unwrap();
        rows.into_iter().map(|row| (row.line, row.name, row.label, row.problem.is_none())).collect()
    }

    #[test]
    fn tables_are_read_as_spreadsheets_write_them() {
        let aigul = (2, "Айгүл".to_owned(), Some("7 «Ә»".to_owned()), true);
        for table in [
            "name,label\nАйгүл,7 «Ә»",
            "\u{feff}Name;Label\r\nАйгүл;7 «Ә»\r\n",
            "label\tname\tclass\n 7 «Ә» \t Айгүл \t7",
            "\"name\",\"label\"\n\"Айгүл\",\"7 «Ә»\"\n\n",
            "ФИО;Класс\nАйгүл;7 «Ә»",
            "Имя;Ф.И.О.;Класс\nА.;Айгүл;7 «Ә»",
            "Сынып\tАТЫ-ЖӨНІ\n7 «Ә»\tАйгүл",
        ] {
            assert_eq!(rows_of(table), std::slice::from_ref(&aigul), "{table}");
        }
        for (table, line) in [
            ("sep=;\r\nname;label\r\nАйгүл;7 «Ә»\r\n", 3),
            ("\u{feff}SEP=,\nname,label\nАйгүл,7 «Ә»\n", 3),
            ("name,label\n\n\n\nАйгүл,7 «Ә»\n", 5),
            ("\n\nsep=\t\n\nname\tlabel\n\nАйгүл\t7 «Ә»", 7),
        ] {
            let moved = (line, aigul.1.clone(), aigul.2.clone(), true);
            assert_eq!(rows_of(table), [moved], "{table}");
        }
        let several = rows_of("name\nАйгүл\n\"two\nlines\"\n \nБерік");
        let lines: Vec<_> = several.iter().map(|(line, _, _, fits)| (*line, *fits)).collect();
        assert_eq!(lines, [(2, true), (3, false), (6, true)]);
        let blank = rows_of("name;label\r\nАйгүл;1\r\n;;\r\nБерік;2\r\n;;\r\n");
        assert_eq!(blank.iter().map(|(line, ..)| *line).collect::<Vec<_>>(), [2, 4]);
        // The name and the label together are the leaders' name for the person.
        let long = "ә".repeat(45);
        let fits: Vec<_> =
            rows_of(&format!("name,label\n{long},\n{long},{long}")).into_iter().map(|row| row.3).collect();
        assert_eq!(fits, [true, false]);
    }

    #[test]
    fn the_parts_of_a_name_are_joined() {
        for (table, name) in [
            ("Фамилия;Имя;Отчество;Класс\nОмарова;Айгүл;Серікқызы;7", "Омарова Айгүл Серікқызы"),
            ("№;Имя;Фамилия\n1;Айгүл;Омарова", "Омарова Айгүл"),
            ("Имя,Отчество,Фамилия\nАйгүл,,Омарова", "Омарова Айгүл"),
            ("Тегі\tАты\tӘкесінің аты\nОмарова\tАйгүл\tСерікқызы", "Омарова Айгүл Серікқызы"),
            ("First name,Last name\nAigul,Omarova", "Omarova Aigul"),
            ("Given Name,Middle Name,Family Name\nAigul,S.,Omarova", "Omarova Aigul S."),
            ("Surname,Name\nOmarova,Aigul", "Omarova Aigul"),
            ("Фамилия;Имя;ФИО\nОмарова;Айгүл;Омарова А. С.", "Омарова А. С."),
            ("Фамилия\nОмарова", "Омарова"),
            ("Фамилия, имя\tКласс\nОмарова Айгүл\t7", "Омарова Айгүл"),
        ] {
            let found: Vec<(String, bool)> =
                rows_of(table).into_iter().map(|(_, found, _, fits)| (found, fits)).collect();
            assert_eq!(found, [(name.to_owned(), true)], "{table}");
        }
        assert_eq!(
            rows_of("Фамилия;Имя;Класс\n;;7"),
            [(2, String::new(), Some("7".to_owned()), false)],
            "somebody without a name"
        );
    }

    #[test]
    fn other_texts_are_refused() {
        let invalid = Err(Problem::InvalidCsv);
        for table in ["", "name", "name\n", "Айгүл\nБерік", "first;last\nА;Б"] {
            assert_eq!(read(table), invalid, "{table}");
        }
        let most = format!("name\n{}", "Айгүл\n".repeat(500));
        assert_eq!(read(&most).unwrap().len(), 500);
        assert_eq!(read(&format!("{most}Берік")), Err(Problem::TooManyRows));
    }
}
