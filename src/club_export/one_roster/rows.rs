//! The rows of the OneRoster tables.

use chrono::{DateTime, NaiveDate, Utc};

use super::table::RosterTable;
use super::years::{SchoolYear, day_after, school_years};
use crate::club_export::{AssignmentOutcome, TitledAssignment, percent};
use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{AssignmentStatus, Club, ClubMembership};
use crate::domain::ids::{AssignmentId, OrganizationId};
use crate::domain::personal_name::PersonalName;
use crate::domain::text::Language;
use crate::messages::{ExportedScore, exported_score_title};
use crate::spreadsheet::Row;

/// The title of the course.
const COURSE: &str = "Қазақ тілі";
/// The family name of members with a single name: the specification requires both names.
const NO_FAMILY_NAME: &str = ".";

/// An organization of the directory.
#[derive(Debug, Clone)]
pub struct School {
    /// Its id.
    pub id: OrganizationId,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// The exported data of a club.
#[derive(Debug)]
pub struct Roster {
    /// The club.
    pub club: Club,
    /// The organization that it belongs to; `None` if it is exported as a school of its own.
    pub school: Option<School>,
    /// Its leaders, in the order of joining.
    pub leaders: Vec<ClubMembership>,
    /// The members who share their results, without the leaders.
    pub members: Vec<Member>,
    /// Its assignments.
    pub assignments: Vec<TitledAssignment>,
    /// The caller's current study day.
    pub today: NaiveDate,
    /// The language of titles.
    pub language: Language,
}

/// The ends of the ids of the line items of each score, and of its category.
const fn suffix(score: ExportedScore) -> &'static str {
    match score {
        ExportedScore::Answered => "answered",
        ExportedScore::Remembered => "remembered",
    }
}

/// Returns a text on one line, as fields require.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the beginning of every row: the id, and two cells that bulk processing leaves empty.
fn new_row(sourced_id: impl std::fmt::Display) -> Row {
    with_empty_cells(Row::default().plain(sourced_id), 2)
}

fn with_empty_cells(row: Row, cells: usize) -> Row {
    (0..cells).fold(row, |row, _| row.plain(""))
}

fn line_item_id(assignment: AssignmentId, score: ExportedScore) -> String {
    format!("{}.{}", assignment.to_global(), suffix(score))
}

impl Roster {
    fn class(&self) -> String {
        self.club.id.to_global()
    }

    /// Returns the id of a record that exists only for this club.
    fn club_scoped_id(&self, what: impl std::fmt::Display) -> String {
        format!("{}.{what}", self.class())
    }

    fn school_id(&self) -> String {
        self.school.as_ref().map_or_else(|| self.club_scoped_id("school"), |school| school.id.to_global())
    }

    /// Returns the rows of a table without its header. Empty for [`RosterTable::Results`], whose rows are built one by
    /// one by [`Roster::results`].
    pub fn rows(&self, table: RosterTable) -> Vec<Row> {
        match table {
            RosterTable::AcademicSessions => self.sessions(),
            RosterTable::Categories => self.categories(),
            RosterTable::Classes => vec![self.class_row()],
            RosterTable::Courses => vec![with_empty_cells(
                with_empty_cells(
                    with_empty_cells(new_row(self.club_scoped_id("course")), 1).plain(COURSE),
                    2,
                )
                .plain(self.school_id()),
                2,
            )],
            RosterTable::Enrollments => self.enrollments(),
            RosterTable::LineItems => {
                let items = |item| ExportedScore::ALL.map(|score| self.line_item(item, score));
                self.assignments.iter().flat_map(items).collect()
            }
            RosterTable::Orgs => vec![self.org()],
            RosterTable::Results => Vec::new(),
            RosterTable::Roles => self.roles(),
            RosterTable::Users => self.users().map(|(member, ..)| self.user(member)).collect(),
        }
    }

    /// Returns the categories of line items, one for each score; no rows without line items.
    fn categories(&self) -> Vec<Row> {
        let category = |score| {
            let title = exported_score_title(score, self.language);
            with_empty_cells(new_row(self.club_scoped_id(suffix(score))).plain(title), 1)
        };
        let scores = ExportedScore::ALL.into_iter().filter(|_| !self.assignments.is_empty());
        scores.map(category).collect()
    }

    /// Returns the club's study day of a moment.
    fn day(&self, moment: DateTime<Utc>) -> NaiveDate {
        self.club.calendar().day_of(moment).date()
    }

    fn years(&self) -> impl Iterator<Item = SchoolYear> {
        let due = self.assignments.iter().map(|item| item.assignment.until.date());
        school_years(self.day(self.club.created_at).min(self.today), self.today, due).into_iter()
    }

    fn sessions(&self) -> Vec<Row> {
        let session = |year: SchoolYear| {
            let (first, end) = year.days();
            let row = new_row(self.club_scoped_id(year.number()))
                .plain(year.title())
                .plain("term")
                .plain(first)
                .plain(end);
            row.plain("").plain(year.number())
        };
        self.years().map(session).collect()
    }

    fn class_row(&self) -> Row {
        let terms: Vec<String> = self.years().map(|year| self.club_scoped_id(year.number())).collect();
        let row = new_row(self.class())
            .name(Some(&line(&self.club.name)))
            .plain("")
            .plain(self.club_scoped_id("course"));
        let row = row.plain("").plain("scheduled").name(self.club.area.as_deref());
        with_empty_cells(row.plain(self.school_id()).plain(terms.join(",")), 3)
    }

    fn org(&self) -> Row {
        let name = self.school.as_ref().map_or(&self.club.name, |school| &school.name);
        let slug = self.school.as_ref().map(|school| school.slug.as_str());
        new_row(self.school_id()).name(Some(&line(name))).plain("school").name(slug).plain("")
    }

    /// Returns everybody in the roster with their role and their day of joining; teachers first.
    fn users(&self) -> impl Iterator<Item = (&ClubMembership, &'static str, NaiveDate)> {
        let teachers = self.leaders.iter().map(|leader| (leader, "teacher", self.day(leader.joined_at)));
        let students = self.members.iter();
        teachers.chain(students.map(|member| (&member.membership, "student", member.joined.date())))
    }

    fn user(&self, member: &ClubMembership) -> Row {
        let id = member.id.to_global();
        let name = line(member.shown_name());
        let PersonalName { given, patronymic, family } = PersonalName::read(&name);
        // No contact data, and no identifiers of other systems.
        let row = new_row(&id).plain("true").plain(&id).plain("").name(Some(given));
        let row = row.name(Some(family.unwrap_or(NO_FAMILY_NAME))).name(patronymic);
        with_empty_cells(row, 11).plain(self.school_id()).plain("")
    }

    fn roles(&self) -> Vec<Row> {
        let row = |(member, role, _): (&ClubMembership, &str, NaiveDate)| {
            let id = member.id.to_global();
            let row = new_row(format!("{id}.role")).plain(id).plain("primary").plain(role);
            with_empty_cells(with_empty_cells(row, 2).plain(self.school_id()), 1)
        };
        self.users().map(row).collect()
    }

    fn enrollments(&self) -> Vec<Row> {
        // At most one of several teachers may be primary: the one who joined first.
        let primary = self.leaders.first().map(|leader| leader.id);
        let row = |(member, role, since): (&ClubMembership, &str, NaiveDate)| {
            let id = member.id.to_global();
            let row =
                new_row(format!("{id}.enrollment")).plain(self.class()).plain(self.school_id()).plain(id);
            let row = row.plain(role).plain(primary == Some(member.id));
            row.plain(since).plain("")
        };
        self.users().map(row).collect()
    }

    /// Returns the line item of one of an assignment's scores. Its title says what the score counts.
    fn line_item(&self, item: &TitledAssignment, score: ExportedScore) -> Row {
        let TitledAssignment { assignment, title } = item;
        let title = format!("{}: {}", line(title), exported_score_title(score, self.language));
        let row = new_row(line_item_id(assignment.id, score)).name(Some(&title));
        let row = row.name(assignment.note.as_deref().map(line).as_deref());
        let due = assignment.until.date();
        row.plain(assignment.from.date())
            .plain(due)
            .plain(self.class())
            .plain(self.club_scoped_id(suffix(score)))
            .plain(self.club_scoped_id(SchoolYear::of(due).number()))
            .plain("0.0")
            .plain("100.0")
            .plain(self.school_id())
    }

    /// Returns the results of an assignment for a member, one for each score: the share of the assignment's words that the
    /// member has answered, and the share that they remember, in percent. None while the assignment is upcoming.
    pub fn results(&self, outcome: &AssignmentOutcome<'_>) -> impl Iterator<Item = Row> {
        ExportedScore::ALL.into_iter().filter_map(|score| self.result(outcome, score))
    }

    fn result(&self, outcome: &AssignmentOutcome<'_>, score: ExportedScore) -> Option<Row> {
        let AssignmentOutcome { member, assignment, progress, done_on, remembered, status } = outcome;
        let assignment = &assignment.assignment;
        let ungraded_status = if progress.words_done > 0 { "partially graded" } else { "not submitted" };
        let (score_status, date) = match status {
            AssignmentStatus::Upcoming => return None,
            AssignmentStatus::Open => (ungraded_status, member.today.date()),
            AssignmentStatus::Missed => (ungraded_status, day_after(assignment.until.date())),
            // A day before the member joined is not exported.
            AssignmentStatus::Done | AssignmentStatus::Late => {
                ("fully graded", done_on.unwrap_or(member.joined).date())
            }
        };
        let (id, student) = (line_item_id(assignment.id, score), member.membership.id.to_global());
        let words = match score {
            ExportedScore::Answered => progress.words_done,
            ExportedScore::Remembered => *remembered,
        };
        let score = percent(words, progress.words);
        let row = new_row(format!("{id}.{student}")).plain(&id).plain(student).plain(score_status);
        let row = row.maybe(score.map(|score| format!("{score}.0"))).plain(date).plain("").plain("");
        let missed = *status == AssignmentStatus::Missed;
        Some(
            row.plain(self.class())
                .plain(*status == AssignmentStatus::Open)
                .plain(false)
                .plain(missed || *status == AssignmentStatus::Late)
                .plain(missed),
        )
    }
}
