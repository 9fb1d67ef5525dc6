//! The closed lists of the directory, with the names under which content files and the database hold them.

use crate::domain::closed_list::closed_list;

closed_list! {
    /// What kind of body an organization is.
    OrganizationKind {
        /// A House of Friendship.
        HouseOfFriendship = "house-of-friendship",
        /// A state institution.
        StateInstitution = "state-institution",
        /// An assembly of the people.
        Assembly = "assembly",
        /// A secretariat.
        Secretariat = "secretariat",
        /// A council.
        Council = "council",
        /// A group of experts.
        ExpertGroup = "expert-group",
        /// A university.
        University = "university",
        /// A chair at a university.
        UniversityChair = "university-chair",
        /// A community of young people.
        YouthCommunity = "youth-community",
        /// A club.
        Club = "club",
        /// An office for mediation.
        MediationOffice = "mediation-office",
        /// A centre that teaches languages.
        LanguageCentre = "language-centre",
        /// A department.
        Department = "department",
    }
}

closed_list! {
    /// What kind of post it is.
    PostKind {
        /// Leads the organization.
        Chair = "chair",
        /// Belongs to it.
        Member = "member",
    }
}

closed_list! {
    /// What kind of event it is.
    EventKind {
        /// A seminar.
        Seminar = "seminar",
        /// A conference.
        Conference = "conference",
        /// A master class.
        MasterClass = "master-class",
        /// A training.
        Training = "training",
        /// A celebration.
        Celebration = "celebration",
        /// A contest.
        Contest = "contest",
        /// A gathering.
        Gathering = "gathering",
    }
}

closed_list! {
    /// How often an event is held.
    Recurrence {
        /// Again and again, without a stated rhythm.
        Repeated = "repeated",
        /// Every year.
        Yearly = "yearly",
    }
}

closed_list! {
    /// How an observation's value is meant, if not exactly.
    Qualifier {
        /// It is more than the value.
        Over = "over",
    }
}

closed_list! {
    /// What kind of source it is.
    SourceKind {
        /// An article in a newspaper.
        NewspaperArticle = "newspaper-article",
        /// A page on the web.
        WebPage = "web-page",
        /// A law or another legal act.
        LegalAct = "legal-act",
        /// A document of the institution itself.
        Document = "document",
    }
}
