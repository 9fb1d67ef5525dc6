//! The closed lists of the directory, with the names that content files and the database use.

use crate::closed_list::closed_list;

closed_list! {
    /// What the terms of a part of the vocabulary are kinds of.
    KindScheme {
        /// Organizations.
        Organization = "organization",
        /// Posts.
        Post = "post",
    }
}

closed_list! {
    /// A kind of event.
    EventKind {
        /// A seminar.
        Seminar = "seminar",
        /// A conference.
        Conference = "conference",
        /// A master class.
        MasterClass = "master-class",
        /// A training session.
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
        /// Repeatedly, without a stated interval.
        Repeated = "repeated",
        /// Every year.
        Yearly = "yearly",
    }
}

closed_list! {
    /// How people take part in an event.
    EventFormat {
        /// At the place of the event.
        InPerson = "in-person",
        /// Over the internet.
        Online = "online",
        /// At the place or over the internet.
        Hybrid = "hybrid",
    }
}

closed_list! {
    /// A kind of contact.
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
    /// A gender, as a source states it.
    Gender {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
    }
}

closed_list! {
    /// A day of the week.
    Weekday {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

closed_list! {
    /// Something that helps people with disabilities to use a building or a service.
    AccessibilityFeature {
        /// An entrance without steps.
        StepFreeEntrance = "step-free-entrance",
        /// A ramp.
        Ramp = "ramp",
        /// A lift that fits a wheelchair.
        Lift = "lift",
        /// A toilet that fits a wheelchair.
        AccessibleToilet = "accessible-toilet",
        /// Parking places for people with disabilities.
        AccessibleParking = "accessible-parking",
        /// Paving that guides people who are blind.
        TactilePaving = "tactile-paving",
        /// Signs in Braille.
        Braille = "braille",
        /// A loop that transmits sound to hearing aids.
        HearingLoop = "hearing-loop",
        /// Staff or interpreters who use a sign language.
        SignLanguage = "sign-language",
        /// Staff who assist visitors.
        Assistance = "assistance",
    }
}

closed_list! {
    /// The status of a service, as in HSDS.
    ServiceStatus {
        /// It is offered.
        Active = "active",
        /// It is not offered at present.
        Inactive = "inactive",
        /// It is closed for a time.
        TemporarilyClosed = "temporarily-closed",
        /// It is no longer offered.
        Defunct = "defunct",
    }
}

closed_list! {
    /// The kinds of record in the directory. Each kind comes after the kinds that it references.
    RecordKind {
        /// A kind of organization or of post.
        KindTerm = "kind-term",
        /// A source of facts.
        Source = "source",
        /// A public body.
        Organization = "organization",
        /// A person who holds or held a post, or is a member.
        Person = "person",
        /// A position in an organization.
        Post = "post",
        /// A person's membership of an organization.
        Membership = "membership",
        /// An event that organizations hold.
        Event = "event",
        /// A quantity that is counted.
        Indicator = "indicator",
        /// An indicator's value in a period.
        Observation = "observation",
    }
}

closed_list! {
    /// The action of an edit on a record.
    EditAction {
        /// Created the record.
        Create = "create",
        /// Changed the record's content.
        Update = "update",
        /// Made the record visible to everyone.
        Publish = "publish",
        /// Hid the record from everyone but editors.
        Unpublish = "unpublish",
        /// Merged the record into another, or moved a reference to a record that was merged.
        Merge = "merge",
        /// Restored an earlier revision.
        Revert = "revert",
    }
}

closed_list! {
    /// The status of a proposed correction.
    ProposalStatus {
        /// No editor has decided yet.
        Open = "open",
        /// An editor accepted it, and the directory was changed.
        Accepted = "accepted",
        /// An editor declined it.
        Declined = "declined",
    }
}

closed_list! {
    /// How an observation's value is to be read if it is not exact.
    Qualifier {
        /// More than the value.
        MoreThan = "over",
    }
}

closed_list! {
    /// A kind of source.
    SourceKind {
        /// An article in a newspaper.
        NewspaperArticle = "newspaper-article",
        /// A page on the web.
        WebPage = "web-page",
        /// A law or another legal act.
        LegalAct = "legal-act",
        /// A document of the institution.
        Document = "document",
    }
}
