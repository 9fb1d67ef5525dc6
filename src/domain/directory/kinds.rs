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
    /// How an event is taken part in.
    EventFormat {
        /// At a place.
        InPerson = "in-person",
        /// Over the internet.
        Online = "online",
        /// Either way.
        Hybrid = "hybrid",
    }
}

closed_list! {
    /// What kind of contact it is.
    ContactKind {
        /// A postal or street address.
        Address = "address",
        /// A telephone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// A website, or a page on one.
        Website = "website",
        /// An account with a social network.
        SocialMedia = "social-media",
    }
}

closed_list! {
    /// The kinds of records that the directory is made of, each after those that it refers to.
    RecordKind {
        /// Where facts are taken from.
        Source = "source",
        /// A public body.
        Organization = "organization",
        /// Someone who holds or held a post, or is a member.
        Person = "person",
        /// A position in an organization.
        Post = "post",
        /// A person belongs to an organization.
        Membership = "membership",
        /// What organizations hold.
        Event = "event",
        /// Something that is counted.
        Indicator = "indicator",
        /// An indicator's value in a period.
        Observation = "observation",
    }
}

closed_list! {
    /// What an edit did to a record.
    EditAction {
        /// Made it.
        Create = "create",
        /// Changed what it says.
        Update = "update",
        /// Let everyone see it.
        Publish = "publish",
        /// Hid it from all but editors.
        Unpublish = "unpublish",
        /// Merged it into another, or moved it along with one that was merged.
        Merge = "merge",
        /// Brought an earlier state back.
        Revert = "revert",
    }
}

closed_list! {
    /// What became of a proposed correction.
    ProposalStatus {
        /// No editor has decided yet.
        Open = "open",
        /// The directory was changed by it.
        Accepted = "accepted",
        /// It was not taken over.
        Declined = "declined",
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
