//! Inviting a whole group by a table: everybody on it gets a code of their own, which lets one in.

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use super::invitations::{NewInvitation, check_room, invitation};
use super::led;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::clubs::{ClubProblem, Invitation, InviteCode, label, lifetime};
use crate::domain::ids::ClubId;
use crate::domain::problem::Problem;

/// Rows of one table at most.
const MOST_ROWS: usize = 500;

/// Somebody on the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// The line of the table on which the row begins, from 1.
    pub line: u64,
    /// The name, as it stands there.
    pub name: String,
    /// What is said beside it.
    pub label: Option<String>,
    /// What is wrong with the row, and in which column.
    pub problem: Option<(Problem, &'static str)>,
}

/// Reads the table, and unless it is a trial or something is wrong with a row makes an invitation for each; each row with
/// the code that lets one in.
pub async fn import_members(
    caller: &Caller,
    club: ClubId,
    table: &str,
    expires_at: Option<DateTime<Utc>>,
    is_trial: bool,
) -> Result<Vec<(GroupRow, Option<InviteCode>)>, AppError> {
    caller.viewer()?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            import(caller, connection, club, table, (expires_at, is_trial)).await
        })
        .await
}

async fn import(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    club: ClubId,
    table: &str,
    (expires_at, is_trial): (Option<DateTime<Utc>>, bool),
) -> Result<Vec<(GroupRow, Option<InviteCode>)>, AppError> {
    led(caller, connection, club).await?;
    let end = expires_at.map(|end| lifetime(end, caller.now)).transpose();
    end.map_err(|problem| AppError::refused_at(problem, "expiresAt"))?;
    let rows = read(table).map_err(|problem| AppError::refused_at(problem, "csv"))?;
    check_room(caller, connection, club, rows.len()).await?;
    if is_trial || rows.iter().any(|row| row.problem.is_some()) {
        return Ok(rows.into_iter().map(|row| (row, None)).collect());
    }
    let made = rows.iter().map(|row| {
        let new = NewInvitation { label: Some(row.name.clone()), expires_at, max_uses: Some(1) };
        let made = invitation(caller, club, new)?;
        let known_as = match &row.label {
            Some(label) => format!("{}, {label}", row.name),
            None => row.name.clone(),
        };
        Ok(Invitation { label: Some(known_as), ..made })
    });
    let made = made.collect::<Result<Vec<Invitation>, AppError>>()?;
    db::clubs::insert_invitations(connection, &made).await?;
    Ok(rows.into_iter().zip(made.into_iter().map(|invitation| Some(invitation.code))).collect())
}

/// Reads a table whose first line names the columns: `name`, and maybe `label`; others are left alone. Between columns stand
/// commas, semicolons, as spreadsheets write them where the comma is for decimals, or tabs.
fn read(table: &str) -> Result<Vec<GroupRow>, Problem> {
    // Lines are counted right where they end alike.
    let table = table.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let first = table.lines().next().unwrap_or_default();
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    let delimiter =
        [b';', b'\t'].into_iter().find(|delimiter| count(*delimiter) > count(b',')).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(table.as_bytes());
    let invalid = |_| Problem::Club(ClubProblem::InvalidCsv);
    let headers = reader.headers().map_err(invalid)?.clone();
    let column = |wanted: &str| headers.iter().position(|header| header.eq_ignore_ascii_case(wanted));
    let name = column("name").ok_or(Problem::Club(ClubProblem::InvalidCsv))?;
    let beside = column("label");
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(invalid)?;
        if rows.len() == MOST_ROWS {
            return Err(Problem::Club(ClubProblem::TooManyRows));
        }
        let said = beside.and_then(|place| record.get(place)).filter(|text| !text.is_empty());
        rows.push(row(record.position().map_or(0, csv::Position::line), record.get(name), said));
    }
    if rows.is_empty() { Err(Problem::Club(ClubProblem::InvalidCsv)) } else { Ok(rows) }
}

fn row(line: u64, name: Option<&str>, said: Option<&str>) -> GroupRow {
    let name = name.unwrap_or_default();
    let wrong_label = || said.and_then(|text| label(text).err()).map(|problem| (problem, "label"));
    let problem = label(name).err().map(|problem| (problem, "name")).or_else(wrong_label);
    GroupRow { line, name: name.to_owned(), label: said.map(str::to_owned), problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(table: &str) -> Vec<(u64, String, Option<String>, bool)> {
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
        ] {
            assert_eq!(told(table), std::slice::from_ref(&aigul), "{table}");
        }
        let several = told("name\nАйгүл\n\"two\nlines\"\n \nБерік");
        let lines: Vec<_> = several.iter().map(|(line, _, _, fits)| (*line, *fits)).collect();
        assert_eq!(lines, [(2, true), (3, false), (5, false), (6, true)]);
    }

    #[test]
    fn what_is_no_such_table_is_refused() {
        let invalid = Err(Problem::Club(ClubProblem::InvalidCsv));
        for table in ["", "name", "name\n", "Айгүл\nБерік", "first;last\nА;Б"] {
            assert_eq!(read(table), invalid, "{table}");
        }
        let most = format!("name\n{}", "Айгүл\n".repeat(500));
        assert_eq!(read(&most).unwrap().len(), 500);
        assert_eq!(read(&format!("{most}Берік")), Err(Problem::Club(ClubProblem::TooManyRows)));
    }
}
