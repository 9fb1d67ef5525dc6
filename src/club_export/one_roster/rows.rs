//! The rows of the tables.

use chrono::NaiveDate;

use super::table::RosterTable;
use super::years::{SchoolYear, next, years};
use crate::club_export::{NamedAssignment, Outcome, percent};
use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{AssignmentStatus, Club, ClubMembership};
use crate::domain::ids::OrganizationId;
use crate::spreadsheet::Row;

/// What the class is of.
const COURSE: &str = "Қазақ тілі";
/// What assignments are called among line items.
const CATEGORY: &str = "Тапсырмалар";
/// The family name of whoever has one name: the specification wants both.
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

/// What is told of a club.
#[derive(Debug)]
pub struct Roster {
    /// The club.
    pub club: Club,
    /// The organization that it belongs to; none: it is a school of its own.
    pub school: Option<School>,
    /// Its leaders, in the order of joining.
    pub leaders: Vec<ClubMembership>,
    /// Those who learn in it and share their results.
    pub members: Vec<Member>,
    /// Its assignments.
    pub assignments: Vec<NamedAssignment>,
    /// The present day of whoever asks.
    pub today: NaiveDate,
}

/// A text as a field may hold it: on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What every row begins with; in bulk processing the two cells behind the id are empty.
fn of(sourced_id: impl std::fmt::Display) -> Row {
    empty(Row::default().plain(sourced_id), 2)
}

fn empty(row: Row, cells: usize) -> Row {
    (0..cells).fold(row, |row, _| row.plain(""))
}

impl Roster {
    fn class(&self) -> String {
        self.club.id.to_global()
    }

    /// The id of something that the club alone has.
    fn own(&self, what: impl std::fmt::Display) -> String {
        format!("{}.{what}", self.class())
    }

    fn school_id(&self) -> String {
        self.school.as_ref().map_or_else(|| self.own("school"), |school| school.id.to_global())
    }

    /// The rows of a table without its header; none of [`RosterTable::Results`], which come one by one.
    pub fn rows(&self, table: RosterTable) -> Vec<Row> {
        match table {
            RosterTable::AcademicSessions => self.sessions(),
            RosterTable::Categories => self.categories(),
            RosterTable::Classes => vec![self.class_row()],
            RosterTable::Courses => vec![empty(
                empty(empty(of(self.own("course")), 1).plain(COURSE), 2).plain(self.school_id()),
                2,
            )],
            RosterTable::Enrollments => self.enrollments(),
            RosterTable::LineItems => self.assignments.iter().map(|item| self.line_item(item)).collect(),
            RosterTable::Orgs => vec![self.org()],
            RosterTable::Results => Vec::new(),
            RosterTable::Roles => self.roles(),
            RosterTable::Users => self.everybody().map(|(member, ..)| self.user(member)).collect(),
        }
    }

    /// None without line items.
    fn categories(&self) -> Vec<Row> {
        let category = || empty(of(self.own("assignments")).plain(CATEGORY), 1);
        (!self.assignments.is_empty()).then(category).into_iter().collect()
    }

    fn years(&self) -> impl Iterator<Item = SchoolYear> {
        let due = self.assignments.iter().map(|item| item.assignment.until.date());
        years(self.club.created_at.date_naive(), self.today, due).into_iter()
    }

    fn sessions(&self) -> Vec<Row> {
        let session = |year: SchoolYear| {
            let (first, end) = year.days();
            let row = of(self.own(year.number())).plain(year.title()).plain("term").plain(first).plain(end);
            row.plain("").plain(year.number())
        };
        self.years().map(session).collect()
    }

    fn class_row(&self) -> Row {
        let terms: Vec<String> = self.years().map(|year| self.own(year.number())).collect();
        let row = of(self.class()).cell(Some(&line(&self.club.name))).plain("").plain(self.own("course"));
        let row = row.plain("").plain("scheduled").cell(self.club.area.as_deref());
        empty(row.plain(self.school_id()).plain(terms.join(",")), 3)
    }

    fn org(&self) -> Row {
        let name = self.school.as_ref().map_or(&self.club.name, |school| &school.name);
        let slug = self.school.as_ref().map(|school| school.slug.as_str());
        of(self.school_id()).cell(Some(&line(name))).plain("school").cell(slug).plain("")
    }

    /// Each with their role, and the day since when they are in the club; teachers first.
    fn everybody(&self) -> impl Iterator<Item = (&ClubMembership, &'static str, NaiveDate)> {
        let teachers = self.leaders.iter().map(|leader| (leader, "teacher", leader.joined_at.date_naive()));
        let students = self.members.iter();
        teachers.chain(students.map(|member| (&member.membership, "student", member.joined.date())))
    }

    fn user(&self, member: &ClubMembership) -> Row {
        let id = member.id.to_global();
        let name = line(&member.display_name);
        let (given, family) = name.split_once(' ').unwrap_or((&name, NO_FAMILY_NAME));
        // Neither a way to reach them nor anything that stands for them elsewhere.
        let row = of(&id).plain("true").plain(&id).plain("").cell(Some(given)).cell(Some(family));
        empty(row, 12).plain(self.school_id()).plain("")
    }

    fn roles(&self) -> Vec<Row> {
        let row = |(member, role, _): (&ClubMembership, &str, NaiveDate)| {
            let id = member.id.to_global();
            let row = of(format!("{id}.role")).plain(id).plain("primary").plain(role);
            empty(empty(row, 2).plain(self.school_id()), 1)
        };
        self.everybody().map(row).collect()
    }

    fn enrollments(&self) -> Vec<Row> {
        // Of several teachers one at most is the primary one: who has led for longest.
        let primary = self.leaders.first().map(|leader| leader.id);
        let row = |(member, role, since): (&ClubMembership, &str, NaiveDate)| {
            let id = member.id.to_global();
            let row = of(format!("{id}.enrollment")).plain(self.class()).plain(self.school_id()).plain(id);
            let row = row.plain(role).plain(primary == Some(member.id));
            row.plain(since).plain("")
        };
        self.everybody().map(row).collect()
    }

    fn line_item(&self, item: &NamedAssignment) -> Row {
        let NamedAssignment { assignment, title } = item;
        let row = of(assignment.id.to_global()).cell(Some(&line(title)));
        let row = row.cell(assignment.note.as_deref().map(line).as_deref());
        let due = assignment.until.date();
        row.plain(assignment.from.date())
            .plain(due)
            .plain(self.class())
            .plain(self.own("assignments"))
            .plain(self.own(SchoolYear::of(due).number()))
            .plain("0.0")
            .plain("100.0")
            .plain(self.school_id())
    }

    /// What became of an assignment for a member: the score is the share of its words that were answered, in percent; none
    /// before its first day.
    pub fn result(&self, outcome: &Outcome<'_>) -> Option<Row> {
        let Outcome { member, assignment, progress, status } = outcome;
        let assignment = &assignment.assignment;
        let begun = if progress.words_done > 0 { "partially graded" } else { "not submitted" };
        let (score_status, date) = match status {
            AssignmentStatus::Upcoming => return None,
            AssignmentStatus::Open => (begun, member.today.date()),
            AssignmentStatus::Missed => (begun, next(assignment.until.date())),
            // A day before they joined is not told.
            AssignmentStatus::Done | AssignmentStatus::Late => {
                ("fully graded", progress.done_on.unwrap_or(member.joined).date())
            }
        };
        let (id, student) = (assignment.id.to_global(), member.membership.id.to_global());
        let score = percent(progress.words_done, progress.words);
        let row = of(format!("{id}.{student}")).plain(&id).plain(student).plain(score_status);
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
