//! The tables that are written, and what their columns are.

use crate::spreadsheet::Row;

/// A table of OneRoster's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RosterTable {
    /// School years.
    AcademicSessions,
    /// Kinds of line items.
    Categories,
    /// The club.
    Classes,
    /// What is learned in it.
    Courses,
    /// Who is in the club, as what.
    Enrollments,
    /// The assignments.
    LineItems,
    /// The organization that the club belongs to.
    Orgs,
    /// What became of assignments.
    Results,
    /// Who is what at the organization.
    Roles,
    /// The members and leaders.
    Users,
}

impl RosterTable {
    /// All of them, in the order of their names.
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

    /// Its name: that of its file without `.csv`.
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

    /// Its file.
    pub fn file(self) -> String {
        format!("{}.csv", self.name())
    }

    /// Its first row, which names the columns: before these come `sourcedId`, `status` and `dateLastModified`.
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
            // As 1.2.1 has them: 1.2 had `resourceSourcedIds` behind `userMasterIdentifier`.
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
