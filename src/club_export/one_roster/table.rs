//! The exported OneRoster tables and their columns.

use crate::spreadsheet::Row;

/// A OneRoster table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RosterTable {
    /// School years.
    AcademicSessions,
    /// Categories of line items.
    Categories,
    /// The club.
    Classes,
    /// The course of the club.
    Courses,
    /// Leaders and members of the club, with their roles.
    Enrollments,
    /// The assignments.
    LineItems,
    /// The organization that the club belongs to.
    Orgs,
    /// The outcomes of assignments.
    Results,
    /// The users' roles at the organization.
    Roles,
    /// The members and leaders.
    Users,
}

impl RosterTable {
    /// All tables, in the order of their names.
    pub const ALL: [Self; 10] = [
        Self::AcademicSessions,
        Self::Categories,
        Self::Classes,
        Self::Courses,
        Self::Enrollments,
        Self::LineItems,
        Self::Orgs,
        Self::Results,
        Self::Roles,
        Self::Users,
    ];

    /// Returns the name: the file name without `.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::AcademicSessions => "academicSessions",
            Self::Categories => "categories",
            Self::Classes => "classes",
            Self::Courses => "courses",
            Self::Enrollments => "enrollments",
            Self::LineItems => "lineItems",
            Self::Orgs => "orgs",
            Self::Results => "results",
            Self::Roles => "roles",
            Self::Users => "users",
        }
    }

    /// Returns the file name.
    pub fn file(self) -> String {
        format!("{}.csv", self.name())
    }

    /// Returns the header row with the names of the columns. `sourcedId`, `status` and `dateLastModified` come first.
    pub fn header(self) -> Row {
        let first = Row::default().plain("sourcedId").plain("status").plain("dateLastModified");
        self.columns().iter().fold(first, Row::plain)
    }

    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::AcademicSessions => {
                &["title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"]
            }
            Self::Categories => &["title", "weight"],
            Self::Classes => &[
                "title",
                "grades",
                "courseSourcedId",
                "classCode",
                "classType",
                "location",
                "schoolSourcedId",
                "termSourcedIds",
                "subjects",
                "subjectCodes",
                "periods",
            ],
            Self::Courses => &[
                "schoolYearSourcedId",
                "title",
                "courseCode",
                "grades",
                "orgSourcedId",
                "subjects",
                "subjectCodes",
            ],
            Self::Enrollments => &[
                "classSourcedId",
                "schoolSourcedId",
                "userSourcedId",
                "role",
                "primary",
                "beginDate",
                "endDate",
            ],
            Self::LineItems => &[
                "title",
                "description",
                "assignDate",
                "dueDate",
                "classSourcedId",
                "categorySourcedId",
                "academicSessionSourcedId",
                "resultValueMin",
                "resultValueMax",
                "schoolSourcedId",
            ],
            Self::Orgs => &["name", "type", "identifier", "parentSourcedId"],
            Self::Results => &[
                "lineItemSourcedId",
                "studentSourcedId",
                "scoreStatus",
                "score",
                "scoreDate",
                "comment",
                "textScore",
                "classSourcedId",
                "inProgress",
                "incomplete",
                "late",
                "missing",
            ],
            Self::Roles => &[
                "userSourcedId",
                "roleType",
                "role",
                "beginDate",
                "endDate",
                "orgSourcedId",
                "userProfileSourcedId",
            ],
            // The columns of 1.2.1: 1.2 had `resourceSourcedIds` after `userMasterIdentifier`.
            Self::Users => &[
                "enabledUser",
                "username",
                "userIds",
                "givenName",
                "familyName",
                "middleName",
                "identifier",
                "email",
                "sms",
                "phone",
                "agentSourcedIds",
                "grades",
                "password",
                "userMasterIdentifier",
                "preferredGivenName",
                "preferredMiddleName",
                "preferredFamilyName",
                "primaryOrgSourcedId",
                "pronouns",
            ],
        }
    }
}
