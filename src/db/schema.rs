// @generated automatically by Diesel CLI.

diesel::table! {
    use diesel::sql_types::*;

    /// What happened to accounts besides studying: how their owners log in, roles, exports and deletions. Append-only.
    account_log (id) {
        /// Increases with time.
        id -> Uuid,
        /// The account; null if it was deleted.
        account_id -> Nullable<Uuid>,
        action -> Text,
        /// The new role, if the role was changed.
        role -> Nullable<Text>,
        /// Who did it.
        actor -> Text,
        /// The admin who did it; null if it was somebody else, or if the admin's account was deleted.
        actor_id -> Nullable<Uuid>,
        logged_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A person who can log in.
    accounts (id) {
        id -> Uuid,
        /// The login name, in one normal form so that it is unique in any spelling; null if the account has only a user name.
        email -> Nullable<Text>,
        /// When the account's owner verified the e-mail address; null if it is not verified.
        email_verified_at -> Nullable<Timestamptz>,
        /// A PHC string of argon2id.
        password_hash -> Text,
        display_name -> Text,
        /// The account's rights beyond learning: leaders, editors and admins may create clubs; editors manage the directory and lessons; admins manage accounts.
        role -> Text,
        created_at -> Timestamptz,
        /// The secret of RFC 6238 that an authenticator app shares, encrypted if the service has a key for that; null if there is none.
        totp_secret -> Nullable<Bytea>,
        /// The latest step whose code was used, so that each code counts once.
        totp_last_step -> Int8,
        /// When the authenticator app showed its first code; null if there is no app, or it has shown none yet.
        totp_confirmed_at -> Nullable<Timestamptz>,
        /// When the account got its first second factor, an authenticator app or a passkey; null if it has none, and logging in requires only the password.
        second_factor_at -> Nullable<Timestamptz>,
        /// When an admin disabled the account; null if its owner can log in.
        disabled_at -> Nullable<Timestamptz>,
        /// When the account will be deleted at its owner's request; logging in before then revokes the request.
        deletion_due_at -> Nullable<Timestamptz>,
        /// The login name of a pupil without an e-mail address: plain Latin letters and digits.
        username -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// One organization is part of another, or is hosted by it, for a period. Derived from the organization's document.
    affiliations (organization_id, relation, position) {
        organization_id -> Uuid,
        relation -> Text,
        /// The order in which the relations began; of those that cover a day, the last one holds.
        position -> Int4,
        target_id -> Uuid,
        /// The first day of the period; null if it has no known beginning.
        begins -> Nullable<Date>,
        /// The last possible day of the period; null if it is not known to have ended.
        ends -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The members that an assignment applies to, while they are in the club.
    assignment_members (learner_id, assignment_id) {
        learner_id -> Uuid,
        assignment_id -> Uuid,
        /// The learner's change number when the cards of its words were created; null if they are still to be created, at the learner's next request.
        change_number -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    assignment_words (assignment_id, word_id) {
        assignment_id -> Uuid,
        word_id -> Uuid,
        position -> Int4,
        /// The assigned lesson that the word was part of; null if the word was assigned on its own.
        lesson_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Words that a club's leaders assign to its members, from a first to a last study day.
    assignments (id) {
        id -> Uuid,
        club_id -> Uuid,
        note -> Nullable<Text>,
        /// The first study day, in days since 1970-01-01.
        from_day -> Int4,
        /// The last study day, in days since 1970-01-01.
        until_day -> Int4,
        /// The IANA time zone of these days: that of the club when the assignment was created.
        time_zone -> Text,
        /// When the first day begins.
        begins_at -> Timestamptz,
        /// When the last day ends.
        ends_at -> Timestamptz,
        /// Whether it applies to all members, including those who join later.
        for_all -> Bool,
        created_at -> Timestamptz,
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Attempts per minute, counted by all processes together. Each attempt takes one from a budget that refills evenly within a minute.
    attempt_rates (key) {
        /// SHA-256 of what is counted: attempts from a client address, or attempts of an account at invite codes.
        key -> Bytea,
        /// The time at which the budget is full again. From then on the row says nothing, and may be deleted.
        full_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Moments at which a card was reset to new. Append-only.
    card_resets (learner_id, id) {
        learner_id -> Uuid,
        id -> Uuid,
        card_id -> Uuid,
        reset_at -> Timestamptz,
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// One skill of one word for one learner. The memory state is computed by replaying the card's reviews.
    cards (learner_id, id) {
        learner_id -> Uuid,
        id -> Uuid,
        word_id -> Uuid,
        skill -> Text,
        /// The order in which new cards of a lesson are shown.
        position -> Int4,
        state -> Text,
        /// The index of the next step within the day, in learning and relearning.
        step -> Int2,
        /// FSRS stability: days until the probability of recall falls to 90 %.
        stability -> Nullable<Float4>,
        /// FSRS difficulty, 1 to 10.
        difficulty -> Nullable<Float4>,
        due_at -> Timestamptz,
        /// The scheduled interval in days; 0 within a day.
        interval_days -> Int4,
        /// The study day of the first review, in days since 1970-01-01.
        first_study_day -> Nullable<Int4>,
        /// When the card was first reviewed.
        first_reviewed_at -> Nullable<Timestamptz>,
        /// The study day of the last review, in days since 1970-01-01.
        last_study_day -> Nullable<Int4>,
        last_reviewed_at -> Nullable<Timestamptz>,
        last_review_id -> Nullable<Uuid>,
        reps -> Int4,
        lapses -> Int4,
        created_at -> Timestamptz,
        /// When the card was last reset to new.
        reset_at -> Nullable<Timestamptz>,
        /// When the learner suspended the card; null if it is not suspended.
        suspended_at -> Nullable<Timestamptz>,
        /// The study day on which the card is shown again, in days since 1970-01-01; null if it is not buried.
        buried_until -> Nullable<Int4>,
        /// The number of lapses when the learner last unsuspended the card as a leech.
        pardoned_lapses -> Int4,
        /// When the card's word was first introduced to the learner; null if it was not.
        introduced_at -> Nullable<Timestamptz>,
        /// The learner's change number when the row was last written.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Leaders' accesses to members' shared data; one row for each member and access. Accesses within minutes of a row are not repeated. Append-only.
    club_access_log (learner_id, id) {
        learner_id -> Uuid,
        /// The id of the access: the same for every member that it concerns.
        id -> Uuid,
        /// The club. No foreign key: the entries are the members', and stay when the club is deleted.
        club_id -> Uuid,
        /// The leader; null if the account was deleted.
        leader_id -> Nullable<Uuid>,
        /// The kind of data that was accessed.
        subject -> Text,
        accessed_at -> Timestamptz,
        /// The name of the club at the time of the access; it is shown once the club is deleted.
        club_name -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Codes that admit their holders to a club.
    club_invitations (id) {
        id -> Uuid,
        club_id -> Uuid,
        code -> Text,
        /// The leaders' own note: whom the invitation is for.
        label -> Nullable<Text>,
        created_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        /// How many people it admits; null if unlimited.
        max_uses -> Nullable<Int4>,
        /// How many people it has admitted.
        uses -> Int4,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Requests to join a club.
    club_join_requests (id) {
        id -> Uuid,
        club_id -> Uuid,
        learner_id -> Uuid,
        message -> Nullable<Text>,
        /// What the learner will share once admitted, as in club_memberships.
        shares_activity -> Bool,
        shares_results -> Bool,
        shares_answers -> Bool,
        requested_at -> Timestamptz,
        status -> Text,
        /// When a leader decided, or the learner withdrew the request.
        decided_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A learner's membership of a club, and the data they share with its leaders.
    club_memberships (id) {
        id -> Uuid,
        club_id -> Uuid,
        learner_id -> Uuid,
        role -> Text,
        joined_at -> Timestamptz,
        /// When the membership was last moved here from another club; null if the learner joined this club.
        moved_at -> Nullable<Timestamptz>,
        /// Whether leaders see when and how much the member studies.
        shares_activity -> Bool,
        /// Whether leaders see what the member has learned.
        shares_results -> Bool,
        /// Whether leaders see the member's answers: as totals, and one by one in the export of statements.
        shares_answers -> Bool,
        /// The leaders' own name for the member, at first the label of the personal invitation.
        alias -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Notes from leaders to the members of a club.
    club_notes (id) {
        id -> Uuid,
        club_id -> Uuid,
        /// The leader; null if the account was deleted.
        author_id -> Nullable<Uuid>,
        /// The member whom the note is for; null if it is for all.
        membership_id -> Nullable<Uuid>,
        text -> Text,
        sent_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A group that learns together.
    clubs (id) {
        id -> Uuid,
        name -> Text,
        /// The directory's organization that the club belongs to.
        organization_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        /// Where the club meets: an ISO 3166 code.
        area -> Nullable<Text>,
        /// Whether the club is listed with its organization and anyone may ask to join.
        accepts_requests -> Bool,
        /// When a leader archived the club; null if the club accepts members and assignments.
        archived_at -> Nullable<Timestamptz>,
        /// The IANA time zone in whose study days new assignments begin and end.
        time_zone -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The content that was imported last, so that a restart does not import the same content again.
    content_imports (name) {
        name -> Text,
        /// SHA-256 of the files.
        fingerprint -> Text,
        /// Whether an operator chose the content folder; the default folder is then no longer imported.
        chosen -> Bool,
        imported_at -> Timestamptz,
        /// The content version: the number of imports that changed anything.
        version -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Learners who take part in a contest.
    contest_entries (contest_id, learner_id) {
        contest_id -> Uuid,
        learner_id -> Uuid,
        /// The public id of the entry in the ranking.
        id -> Uuid,
        /// The club that the learner competes for.
        club_id -> Nullable<Uuid>,
        /// ISO 3166: the area that the learner competes for.
        area -> Nullable<Text>,
        /// How the learner's name appears to others.
        name_display -> Text,
        entered_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The words of a contest.
    contest_words (contest_id, word_id) {
        contest_id -> Uuid,
        word_id -> Uuid,
        position -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A competition for an event of the directory: who learns and keeps the most words of a list.
    contests (id) {
        id -> Uuid,
        event_id -> Uuid,
        /// How entrants are grouped into teams; null if there are no teams.
        teams -> Nullable<Text>,
        /// The first study day that counts, in days since 1970-01-01.
        from_day -> Int4,
        /// The last study day that counts, in days since 1970-01-01.
        until_day -> Int4,
        created_by -> Nullable<Uuid>,
        created_at -> Timestamptz,
        /// When the contest was withdrawn; null if it was not.
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The courses of which learners got cards by their own word lists. The cards outlive the lists.
    course_starts (learner_id, course_id) {
        learner_id -> Uuid,
        course_id -> Uuid,
        /// The learner's change number when the first of these cards were made.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A sequence of lessons.
    courses (id) {
        id -> Uuid,
        slug -> Text,
        title_kk -> Text,
        title_ru -> Nullable<Text>,
        title_en -> Nullable<Text>,
        description_kk -> Nullable<Text>,
        description_ru -> Nullable<Text>,
        description_en -> Nullable<Text>,
        withdrawn_at -> Nullable<Timestamptz>,
        /// SHA-256 of the course in the content, including its units, lessons and words.
        digest -> Text,
        /// The content version in which the course, or anything in it, last changed or was withdrawn.
        content_version -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The ids of deleted clubs, word lists and webhooks that follow from a client's UUID, so that a mutation that is sent again does not create them anew; for such accounts, a hash of the id.
    deleted_ids (id) {
        id -> Uuid,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The links of e-mail messages, until they are used or expire.
    email_links (token_hash) {
        /// SHA-256 of the token in the link, so that reading this table does not allow using it.
        token_hash -> Bytea,
        account_id -> Uuid,
        /// The kind of the message, which determines the purpose of the link.
        kind -> Text,
        /// The e-mail address that the message was sent to; of a change, the new one.
        address -> Text,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// E-mail messages that are yet to be sent. A row is written in the transaction that causes the message, and deleted when the message has been sent. The text is written when the message is sent, and stored nowhere.
    email_outbox (id) {
        id -> Uuid,
        /// The account that the message is about; null for a password reset, whose account is looked up when the message is sent.
        account_id -> Nullable<Uuid>,
        kind -> Text,
        /// The e-mail address to send the message to.
        address -> Text,
        language -> Text,
        created_at -> Timestamptz,
        /// The time from which a process may send the message; moved on by the process that tries to.
        due_at -> Timestamptz,
        /// How many times a process has begun to send the message.
        attempts -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    event_organizers (event_id, organization_id) {
        event_id -> Uuid,
        organization_id -> Uuid,
        position -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// An event that organizations hold: a seminar, a contest, a celebration.
    events (id) {
        id -> Uuid,
        slug -> Text,
        kind -> Text,
        position -> Int4,
        /// The number of the current revision, from 1.
        version -> Int4,
        /// Whether everyone may see the record; otherwise only editors.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The record as a JSON document: the content of its current revision.
        content -> Jsonb,
        /// The title as readers of Kazakh see it, without quotation marks; their lists are ordered by it.
        sort_title_kk -> Text,
        /// The title as readers of Russian see it, without quotation marks; their lists are ordered by it.
        sort_title_ru -> Text,
        /// The title as readers of English see it, without quotation marks; their lists are ordered by it.
        sort_title_en -> Text,
        /// The start of its schedule, or of the days on which it is held; null if neither is known.
        starts_at -> Nullable<Timestamptz>,
        /// The end of its schedule, or of the days on which it is held; null if it never ends, or if neither is known.
        ends_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// An example sentence of a word: the Kazakh sentence has language kk, the others are its translations.
    examples (word_id, position, language) {
        word_id -> Uuid,
        position -> Int4,
        language -> Text,
        text -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A translation of a word. The gloss at position 0 is shown; all glosses that are not blocked are accepted.
    glosses (word_id, language, position) {
        word_id -> Uuid,
        /// BCP 47.
        language -> Text,
        position -> Int4,
        text -> Text,
        /// Whether the gloss must be rejected as an answer, although it resembles an accepted one.
        blocked -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The records that the content import created: their key in the content, their id and the version written. A record with a higher version was edited by a person.
    imported_records (record_kind, key) {
        record_kind -> Text,
        key -> Text,
        record_id -> Uuid,
        version -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A figure that is tracked for an organization or an area.
    indicators (id) {
        id -> Uuid,
        slug -> Text,
        organization_id -> Nullable<Uuid>,
        /// ISO 3166 code of the area; null if the indicator belongs to an organization.
        area -> Nullable<Text>,
        position -> Int4,
        /// The number of the current revision, from 1.
        version -> Int4,
        /// Whether everyone may see the record; otherwise only editors.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The record as a JSON document: the content of its current revision.
        content -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A kind of organization or of post: a term of the vocabulary that editors extend (SKOS).
    kind_terms (id) {
        id -> Uuid,
        slug -> Text,
        /// What the term is a kind of.
        scheme -> Text,
        /// The slug of the broader term.
        broader -> Nullable<Text>,
        position -> Int4,
        /// The number of the current revision, from 1.
        version -> Int4,
        /// Whether everyone may see the record; otherwise only editors.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The record as a JSON document: the content of its current revision.
        content -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Devices on which an account has logged in: guessing elsewhere does not delay their logins.
    known_devices (account_id, token_hash) {
        account_id -> Uuid,
        /// SHA-256 of the opaque device token.
        token_hash -> Bytea,
        last_used_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A learner's notes on words, and meanings of their own.
    learner_words (learner_id, word_id) {
        learner_id -> Uuid,
        word_id -> Uuid,
        note -> Nullable<Text>,
        /// Meanings accepted from this learner only: lists by language (BCP 47).
        synonyms -> Jsonb,
        /// The learner's change number when the row was last written.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The study settings of an account.
    learners (learner_id) {
        learner_id -> Uuid,
        /// IANA name. A study day begins at the rollover hour in this zone.
        time_zone -> Text,
        /// New words per day.
        daily_goal -> Int2,
        /// BCP 47 tags in order of preference; the first with a gloss for the word is shown.
        gloss_languages -> Array<Nullable<Text>>,
        /// The script in which Kazakh is shown.
        script -> Text,
        /// The keyboard on which the learner types Kazakh.
        keyboard -> Text,
        /// The local hour at which a study day begins.
        rollover_hour -> Int2,
        /// The skills that the learner practises.
        skills -> Array<Nullable<Text>>,
        new_cards_per_day -> Int4,
        reviews_per_day -> Int4,
        bury_siblings -> Bool,
        /// The number of lapses at which a card becomes a leech.
        leech_threshold -> Int2,
        suspend_leeches -> Bool,
        /// Whether a new word is introduced before its first exercise, and practised in one skill before the others.
        teach_new_words -> Bool,
        /// The study day on which a pause ends, in days since 1970-01-01; null if there was none.
        paused_until -> Nullable<Int4>,
        /// The scheduling preset in force; 0 means the defaults.
        preset_number -> Int4,
        /// The number of transactions that changed this learner's data. Each begins by increasing it, which makes them wait for one another.
        change_number -> Int8,
        /// When to look whether the learner should be reminded; null if no device wants reminders. A change of the learner's data sets it to 1970-01-01, since it changes what is due.
        reminder_at -> Nullable<Timestamptz>,
        /// When the learner was last reminded; null if never.
        reminded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The learner's words in each lesson by their progress, withdrawn words excluded. Written in the transaction that changes the cards.
    lesson_counts (learner_id, lesson_id) {
        learner_id -> Uuid,
        lesson_id -> Uuid,
        /// Words of which the learner has cards.
        words -> Int4,
        /// Words reviewed at least once.
        begun -> Int4,
        /// Words whose practised cards have all left their learning steps.
        learned -> Int4,
        /// Words whose practised cards all have an interval of 21 days or more.
        mature -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    lesson_starts (learner_id, lesson_id) {
        learner_id -> Uuid,
        lesson_id -> Uuid,
        started_at -> Timestamptz,
        /// The learner's change number when the lesson was started.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// About five words that are learned together.
    lessons (id) {
        id -> Uuid,
        course_id -> Uuid,
        slug -> Text,
        position -> Int4,
        title_kk -> Text,
        title_ru -> Nullable<Text>,
        title_en -> Nullable<Text>,
        description_kk -> Nullable<Text>,
        description_ru -> Nullable<Text>,
        description_en -> Nullable<Text>,
        withdrawn_at -> Nullable<Timestamptz>,
        /// The lesson's unit; null if the course has no units.
        unit_id -> Nullable<Uuid>,
        /// The endings of nouns that the lesson teaches, as codes of forms such as loc or pl.nom.
        endings -> Array<Nullable<Text>>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// One-time codes with which pupils without an e-mail address set a new password. A new code replaces the last one.
    login_codes (account_id) {
        account_id -> Uuid,
        /// SHA-256 of the account's id and the code.
        code_hash -> Bytea,
        expires_at -> Timestamptz,
        /// The leader who created the code. It can be used as long as this leader leads a club of the pupil.
        leader_id -> Uuid,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A person's membership of an organization, in a post or as an ordinary member (Popolo).
    memberships (id) {
        id -> Uuid,
        organization_id -> Uuid,
        post_id -> Nullable<Uuid>,
        person_id -> Uuid,
        /// Among the holders of a post, the order of succession from 1; among ordinary members, the list order.
        position -> Int4,
        /// The number of the current revision, from 1.
        version -> Int4,
        /// Whether everyone may see the record; otherwise only editors.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The record as a JSON document: the content of its current revision.
        content -> Jsonb,
        /// The person with the organization and the post. Two records that share it may be duplicates.
        identity_keys -> Array<Nullable<Text>>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The value of an indicator in a period.
    observations (id) {
        indicator_id -> Uuid,
        id -> Uuid,
        /// The number of the current revision, from 1.
        version -> Int4,
        /// Whether everyone may see the record; otherwise only editors.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The record as a JSON document: the content of its current revision.
        content -> Jsonb,
        /// The first day of the period; null if it has no beginning.
        period_begins -> Nullable<Date>,
        /// The observation that this one corrects.
        supersedes_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Jobs that fit the model's parameters to a learner's review log. Each learner has at most one unfinished job.
    optimization_jobs (learner_id, id) {
        learner_id -> Uuid,
        id -> Uuid,
        status -> Text,
        /// Whether the result is only shown and not adopted.
        dry_run -> Bool,
        /// Whether adopting the result moves due dates.
        reschedule -> Bool,
        created_at -> Timestamptz,
        started_at -> Nullable<Timestamptz>,
        finished_at -> Nullable<Timestamptz>,
        /// When the lease of the running job ends; afterwards another process may claim the job.
        lease_until -> Nullable<Timestamptz>,
        /// How often the job was claimed. Only the process of the last claim can finish it.
        attempts -> Int2,
        /// The result; null until the job is done.
        result -> Nullable<Jsonb>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A public body: an assembly, a council, a club, a department (W3C ORG, Popolo).
    organizations (id) {
        id -> Uuid,
        slug -> Text,
        /// The slug of a term of the vocabulary of kinds.
        kind -> Text,
        /// Its place among its siblings, in the institution's own order.
        position -> Int4,
        /// The current name as readers of Kazakh see it, without quotation marks; their lists are ordered by it.
        sort_name_kk -> Text,
        /// The current name as readers of Russian see it, without quotation marks; their lists are ordered by it.
        sort_name_ru -> Text,
        /// The current name as readers of English see it, without quotation marks; their lists are ordered by it.
        sort_name_en -> Text,
        /// The number of the current revision, from 1.
        version -> Int4,
        /// Whether everyone may see the record; otherwise only editors.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The organization that this one was merged into; the old id and slug redirect there.
        merged_into_id -> Nullable<Uuid>,
        /// The record as a JSON document: the content of its current revision.
        content -> Jsonb,
        /// The names, reduced as in the search, and the identifiers. Two records that share one may be duplicates.
        identity_keys -> Array<Nullable<Text>>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Challenges of WebAuthn that a device has yet to answer. Each is deleted by its first answer, right or wrong.
    passkey_challenges (challenge) {
        challenge -> Bytea,
        /// What the answer is for. It is valid for nothing else.
        purpose -> Text,
        /// The account that registers a passkey; null for a login, whose account the answer tells.
        account_id -> Nullable<Uuid>,
        /// What the answer is compared with.
        state -> Jsonb,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The WebAuthn credentials of accounts: each logs in alone, or as the second factor.
    passkeys (id) {
        id -> Uuid,
        account_id -> Uuid,
        /// The id that the device made.
        credential_id -> Bytea,
        /// A COSE key (RFC 9052).
        public_key -> Bytea,
        /// The COSE algorithm of its signatures.
        algorithm -> Int4,
        /// The number of signatures that the device last reported; it must rise, unless the device always reports 0.
        counter -> Int8,
        /// The name that the owner gave it.
        name -> Text,
        created_at -> Timestamptz,
        /// When it was last used; null if it has not been yet.
        last_used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Failed attempts at passwords, and requests for messages, counted by all processes together. Rows that have not been used for a day no longer count.
    password_attempts (key) {
        /// SHA-256 of what is counted: attempts with an e-mail address, with or without an account, or on a known device; or messages to an address or about an account.
        key -> Bytea,
        /// The number of attempts since the last success or the last quiet day.
        failures -> Int4,
        /// The time from which another attempt is accepted.
        next_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A person who holds or held a post, or is a member of an organization.
    people (id) {
        id -> Uuid,
        slug -> Text,
        /// The number of the current revision, from 1.
        version -> Int4,
        /// Whether everyone may see the record; otherwise only editors.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The person that this one was merged into; the old id and slug redirect there.
        merged_into_id -> Nullable<Uuid>,
        /// The record as a JSON document: the content of its current revision.
        content -> Jsonb,
        /// The current name with the family name first as readers of Kazakh see it, without quotation marks; their lists are ordered by it.
        sort_name_kk -> Text,
        /// The current name with the family name first as readers of Russian see it, without quotation marks; their lists are ordered by it.
        sort_name_ru -> Text,
        /// The current name with the family name first as readers of English see it, without quotation marks; their lists are ordered by it.
        sort_name_en -> Text,
        /// The names, reduced as in the search, and the identifiers. Two records that share one may be duplicates.
        identity_keys -> Array<Nullable<Text>>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A position in an organization that exists independently of its holder (Popolo).
    posts (id) {
        id -> Uuid,
        slug -> Text,
        organization_id -> Uuid,
        /// The slug of a term of the vocabulary of kinds.
        kind -> Text,
        position -> Int4,
        /// The number of the current revision, from 1.
        version -> Int4,
        /// Whether everyone may see the record; otherwise only editors.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The record as a JSON document: the content of its current revision.
        content -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Answers of practice beyond the schedule. Append-only. No card is computed from them.
    practice_answers (learner_id, id) {
        learner_id -> Uuid,
        /// Made by the client, so that a repeated submission is recognized.
        id -> Uuid,
        card_id -> Uuid,
        answered_at -> Timestamptz,
        duration_ms -> Int4,
        exercise -> Text,
        exercise_detail -> Nullable<Text>,
        answer -> Text,
        verdict -> Nullable<Text>,
        /// The rating that the answer would have had.
        rating -> Int2,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Corrections that users propose, and the editors' decisions.
    proposals (id) {
        id -> Uuid,
        record_kind -> Text,
        record_id -> Uuid,
        /// The version of the record that the proposer saw.
        version -> Int4,
        changes -> Jsonb,
        source -> Text,
        comment -> Nullable<Text>,
        proposer_id -> Uuid,
        created_at -> Timestamptz,
        status -> Text,
        decided_by -> Nullable<Uuid>,
        decided_at -> Nullable<Timestamptz>,
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The devices on which learners want reminders (Web Push). A device reminds one account.
    push_subscriptions (learner_id, endpoint_hash) {
        learner_id -> Uuid,
        /// SHA-256 of the endpoint, which is too long for an index.
        endpoint_hash -> Bytea,
        /// The address at a push service that messages for the device are sent to.
        endpoint -> Text,
        /// The device's public key (an uncompressed point on P-256), which messages are encrypted for.
        p256dh -> Bytea,
        /// The secret that the device shares with this service, and not with the push service.
        auth -> Bytea,
        language -> Text,
        /// When the device last subscribed.
        subscribed_at -> Timestamptz,
        /// When the push service last accepted a message; null if it never has.
        delivered_at -> Nullable<Timestamptz>,
        /// How often in a row the push service has not accepted a message.
        failures -> Int2,
        /// The session in which the device last subscribed. When it ends, the device no longer reminds.
        session_id -> Uuid,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The records that a record's current version refers to, including its sources.
    record_references (record_id, target_id) {
        record_id -> Uuid,
        target_id -> Uuid,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Codes that replace a code of the authenticator app, until they are used.
    recovery_codes (account_id, code_hash) {
        account_id -> Uuid,
        /// SHA-256 of the code, so that reading this table does not allow using it.
        code_hash -> Bytea,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Undone reviews; cards are replayed without them. A review may be undone before it arrives. Append-only.
    review_voids (learner_id, review_id) {
        learner_id -> Uuid,
        review_id -> Uuid,
        voided_at -> Timestamptz,
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The review log, append-only. Cards are computed from it.
    reviews (learner_id, id) {
        learner_id -> Uuid,
        /// Made by the client, so that a repeated submission is recognized.
        id -> Uuid,
        card_id -> Uuid,
        reviewed_at -> Timestamptz,
        received_at -> Timestamptz,
        time_zone -> Text,
        /// The learner's study day at reviewed_at, in days since 1970-01-01.
        study_day -> Int4,
        duration_ms -> Int4,
        exercise -> Text,
        answer -> Text,
        /// How the answer was graded; null if the learner rated the card by hand.
        verdict -> Nullable<Text>,
        rating -> Int2,
        /// The phase of the card before the review; a new card counts as being learned.
        phase -> Text,
        /// Study days since the previous review, as known when this review was received.
        elapsed_days -> Int4,
        interval_days -> Int4,
        /// The model's interval, before rounding and fuzz.
        raw_interval_days -> Float4,
        /// Stability after this review, as known when it was received. A review that arrives late changes cards, not the log.
        stability -> Float4,
        /// Difficulty after this review, as known when it was received.
        difficulty -> Float4,
        /// The model and parameters that computed the state.
        model_version -> Text,
        /// The learner's rollover hour at the time.
        rollover_hour -> Int2,
        /// The interval scheduled before this review, in days; 0 within a day; as known when it was received.
        last_interval_days -> Int4,
        /// The scheduling preset that computed the state; 0 means the defaults.
        preset_number -> Int4,
        /// The part of the word that the exercise asked for, where the exercise kind does not determine it: a form, a sentence.
        exercise_detail -> Nullable<Text>,
        /// The kind of slip; null if there was none.
        slip_kind -> Nullable<Text>,
        /// The letters of the slip as pairs: the expected letter and the written one, _ for none.
        slip_letters -> Nullable<Array<Nullable<Text>>>,
        /// BCP 47: the language in which the meaning was shown; null if unknown.
        gloss_language -> Nullable<Text>,
        /// Microseconds that were added to the client's time of the answer, because its clock was wrong; 0 if none was.
        clock_shift_us -> Int8,
        /// The learner's change number when the review was received.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Every version of every directory record, including the current one. Append-only.
    revisions (record_id, version) {
        record_id -> Uuid,
        version -> Int4,
        record_kind -> Text,
        /// When the revision was written; unique and increasing across all records.
        recorded_at -> Timestamptz,
        /// The editor; null for the content import, and for an editor whose account was deleted.
        editor_id -> Nullable<Uuid>,
        action -> Text,
        reason -> Nullable<Text>,
        /// The whole record in this version.
        content -> Jsonb,
        published -> Bool,
        merged_into_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The learner's scheduling options and model parameters over time. Append-only.
    scheduling_presets (learner_id, number) {
        learner_id -> Uuid,
        number -> Int4,
        /// When the preset takes effect; null if it applies to all reviews, earlier ones included. Of several in force, the highest number counts.
        effective_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        scheduling -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The names by which published records are found, and the sentences about them; one row for each text and language.
    search_entries (record_id, position) {
        /// An organization, person, event, post or word; record_kind says which.
        record_id -> Uuid,
        record_kind -> Text,
        position -> Int4,
        label -> Text,
        /// What the label is for the record: its name, a former name, a gloss, a statement about it.
        label_kind -> Text,
        /// BCP 47.
        language -> Text,
        /// The label reduced for comparison: letters of a Russian keyboard, lower case, no punctuation.
        folded -> Text,
        /// The label's words without endings. Each has a prefix of two letters: one for record_kind, one for the length of a name, or for a label that is not a name.
        stems -> Array<Nullable<Text>>,
        /// The record's name, in Kazakh if possible, without quotation marks.
        sort_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Misspellings by which stems are found: each stem itself, the stem with each one of its letters removed, and after an asterisk a long stem with each two of its letters removed.
    search_spellings (spelling, stem) {
        spelling -> Text,
        stem -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// One login of an account, until it logs out or expires.
    sessions (token_hash) {
        /// SHA-256 of the opaque token, so that reading this table does not allow logging in.
        token_hash -> Bytea,
        id -> Uuid,
        account_id -> Uuid,
        /// The label of the client's device.
        device -> Nullable<Text>,
        created_at -> Timestamptz,
        /// When the session was last used, to within an hour.
        last_used_at -> Timestamptz,
        /// When the password was last entered.
        authenticated_at -> Timestamptz,
        /// When the session expires; moved on while it is used.
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A publication or document that supports statements.
    sources (id) {
        id -> Uuid,
        slug -> Text,
        /// The number of the current revision, from 1.
        version -> Int4,
        /// Whether everyone may see the record; otherwise only editors.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The record as a JSON document: the content of its current revision.
        content -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Totals of the review log for each learner and study day, written in the transaction that changes the log.
    study_days (learner_id, study_day) {
        learner_id -> Uuid,
        /// Days since 1970-01-01.
        study_day -> Int4,
        reviews -> Int4,
        /// Time spent; at most one minute of each review counts.
        duration_ms -> Int8,
        /// Reviews rated AGAIN.
        again -> Int4,
        /// Cards first reviewed on this day.
        new_cards -> Int4,
        /// Words first reviewed on this day.
        new_words -> Int4,
        /// Cards reviewed after an interval of 1 to 20 days.
        young_reviews -> Int4,
        /// Those of young_reviews that were remembered in the first review of the day.
        young_retained -> Int4,
        /// Cards reviewed after an interval of 21 days or more.
        mature_reviews -> Int4,
        /// Those of mature_reviews that were remembered in the first review of the day.
        mature_retained -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A group of consecutive lessons of a course.
    units (id) {
        id -> Uuid,
        course_id -> Uuid,
        slug -> Text,
        position -> Int4,
        title_kk -> Text,
        title_ru -> Nullable<Text>,
        title_en -> Nullable<Text>,
        description_kk -> Nullable<Text>,
        description_ru -> Nullable<Text>,
        description_en -> Nullable<Text>,
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Addresses that are notified of public changes, which are read from the revisions.
    webhooks (id) {
        id -> Uuid,
        url -> Text,
        /// The kinds of records whose changes are delivered; empty for all.
        record_kinds -> Array<Nullable<Text>>,
        /// The key that messages are signed with, encrypted if the service has a key for that.
        secret -> Bytea,
        created_at -> Timestamptz,
        /// The time up to which all changes that the webhook wants were delivered, so that no revision before it is read again.
        delivered_until -> Timestamptz,
        /// When to look for changes again, or the end of the lease of the process that delivers them; null if the receiver was given up.
        next_at -> Nullable<Timestamptz>,
        /// Since when the receiver has accepted nothing; null if it accepted the last message.
        failing_since -> Nullable<Timestamptz>,
        /// How often in a row the receiver has not accepted a message.
        failures -> Int2,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Totals of attempts at a word on a study day. An attempt is the first review of a card on a study day. Written in the transaction that changes the log.
    word_attempts (learner_id, study_day, word_id) {
        learner_id -> Uuid,
        /// Days since 1970-01-01.
        study_day -> Int4,
        word_id -> Uuid,
        attempts -> Int2,
        /// Attempts rated AGAIN or answered with a slip.
        failures -> Int2,
        /// Attempts whose gloss language is known.
        with_gloss_language -> Int2,
        /// Attempts with a known gloss language that were rated AGAIN.
        again_with_gloss_language -> Int2,
        /// BCP 47: the gloss language of all attempts where it is known; null if there are several or none.
        gloss_language -> Nullable<Text>,
        /// The slips of the attempts, each letter pair once per attempt: the kind, a space, the expected letter and the written one, _ for none. Null if there are none.
        slips -> Nullable<Array<Nullable<Text>>>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    word_list_words (learner_id, list_id, word_id) {
        learner_id -> Uuid,
        list_id -> Uuid,
        word_id -> Uuid,
        /// The order of the words in the list.
        position -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Learners' own lists of words. They are private.
    word_lists (learner_id, id) {
        learner_id -> Uuid,
        id -> Uuid,
        name -> Text,
        created_at -> Timestamptz,
        /// When the learner first started the list; null if they have not.
        started_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Learners' reports that a gloss is wrong or that an answer should count, and the editors' answers.
    word_reports (learner_id, id) {
        learner_id -> Uuid,
        id -> Uuid,
        word_id -> Uuid,
        /// BCP 47: the language of the gloss.
        language -> Text,
        /// The gloss as the learner saw it.
        gloss -> Text,
        reason -> Text,
        /// The gloss that the learner suggests; null if none.
        suggestion -> Nullable<Text>,
        /// The review whose grade the learner challenges; null if the report is about a meaning.
        challenged_review -> Nullable<Uuid>,
        created_at -> Timestamptz,
        /// open: not answered; accepted: the content changes; declined: the gloss stays.
        status -> Text,
        /// The editor who answered; null if nobody has, or their account was deleted.
        resolved_by -> Nullable<Uuid>,
        resolved_at -> Nullable<Timestamptz>,
        /// The editor's answer to the learner.
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A lexeme that is taught.
    words (id) {
        id -> Uuid,
        course_id -> Uuid,
        slug -> Text,
        lesson_id -> Uuid,
        position -> Int4,
        headword -> Text,
        /// The headword as answers are compared with it: NFC, lower case, no punctuation.
        folded -> Text,
        /// Other correct spellings, which are accepted as answers.
        variants -> Array<Nullable<Text>>,
        part_of_speech -> Text,
        withdrawn_at -> Nullable<Timestamptz>,
        /// Increases when the slug gets a new meaning. The new meaning is a separate word with its own cards.
        meaning -> Int4,
        /// CEFR level, A1 to C2; null if the content gives none.
        level -> Nullable<Text>,
        note_kk -> Nullable<Text>,
        note_ru -> Nullable<Text>,
        note_en -> Nullable<Text>,
        /// Exceptions to the rules of inflection; null if there are none.
        inflection -> Nullable<Jsonb>,
        /// SHA-256 of the word in the content, including glosses and examples.
        digest -> Text,
        /// The content version in which the word last changed or was withdrawn.
        content_version -> Int8,
        /// Kazakh sentences with the words of an example in another correct order.
        accepted_orders -> Array<Nullable<Text>>,
    }
}

diesel::joinable!(assignment_members -> accounts (learner_id));
diesel::joinable!(assignment_members -> assignments (assignment_id));
diesel::joinable!(assignment_words -> assignments (assignment_id));
diesel::joinable!(assignment_words -> lessons (lesson_id));
diesel::joinable!(assignment_words -> words (word_id));
diesel::joinable!(assignments -> clubs (club_id));
diesel::joinable!(card_resets -> accounts (learner_id));
diesel::joinable!(cards -> accounts (learner_id));
diesel::joinable!(cards -> words (word_id));
diesel::joinable!(club_invitations -> clubs (club_id));
diesel::joinable!(club_join_requests -> accounts (learner_id));
diesel::joinable!(club_join_requests -> clubs (club_id));
diesel::joinable!(club_memberships -> accounts (learner_id));
diesel::joinable!(club_memberships -> clubs (club_id));
diesel::joinable!(club_notes -> accounts (author_id));
diesel::joinable!(club_notes -> club_memberships (membership_id));
diesel::joinable!(club_notes -> clubs (club_id));
diesel::joinable!(clubs -> organizations (organization_id));
diesel::joinable!(contest_entries -> accounts (learner_id));
diesel::joinable!(contest_entries -> clubs (club_id));
diesel::joinable!(contest_entries -> contests (contest_id));
diesel::joinable!(contest_words -> contests (contest_id));
diesel::joinable!(contest_words -> words (word_id));
diesel::joinable!(contests -> accounts (created_by));
diesel::joinable!(contests -> events (event_id));
diesel::joinable!(course_starts -> accounts (learner_id));
diesel::joinable!(course_starts -> courses (course_id));
diesel::joinable!(email_links -> accounts (account_id));
diesel::joinable!(email_outbox -> accounts (account_id));
diesel::joinable!(event_organizers -> events (event_id));
diesel::joinable!(event_organizers -> organizations (organization_id));
diesel::joinable!(examples -> words (word_id));
diesel::joinable!(glosses -> words (word_id));
diesel::joinable!(indicators -> organizations (organization_id));
diesel::joinable!(known_devices -> accounts (account_id));
diesel::joinable!(learner_words -> accounts (learner_id));
diesel::joinable!(learner_words -> words (word_id));
diesel::joinable!(learners -> accounts (learner_id));
diesel::joinable!(lesson_counts -> accounts (learner_id));
diesel::joinable!(lesson_counts -> lessons (lesson_id));
diesel::joinable!(lesson_starts -> accounts (learner_id));
diesel::joinable!(lesson_starts -> lessons (lesson_id));
diesel::joinable!(lessons -> courses (course_id));
diesel::joinable!(lessons -> units (unit_id));
diesel::joinable!(memberships -> organizations (organization_id));
diesel::joinable!(memberships -> people (person_id));
diesel::joinable!(memberships -> posts (post_id));
diesel::joinable!(observations -> indicators (indicator_id));
diesel::joinable!(optimization_jobs -> accounts (learner_id));
diesel::joinable!(passkey_challenges -> accounts (account_id));
diesel::joinable!(passkeys -> accounts (account_id));
diesel::joinable!(posts -> organizations (organization_id));
diesel::joinable!(practice_answers -> accounts (learner_id));
diesel::joinable!(push_subscriptions -> accounts (learner_id));
diesel::joinable!(recovery_codes -> accounts (account_id));
diesel::joinable!(review_voids -> accounts (learner_id));
diesel::joinable!(revisions -> accounts (editor_id));
diesel::joinable!(scheduling_presets -> accounts (learner_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(study_days -> accounts (learner_id));
diesel::joinable!(units -> courses (course_id));
diesel::joinable!(word_attempts -> accounts (learner_id));
diesel::joinable!(word_list_words -> words (word_id));
diesel::joinable!(word_lists -> accounts (learner_id));
diesel::joinable!(word_reports -> words (word_id));
diesel::joinable!(words -> courses (course_id));
diesel::joinable!(words -> lessons (lesson_id));

diesel::allow_tables_to_appear_in_same_query!(
    account_log,
    accounts,
    affiliations,
    assignment_members,
    assignment_words,
    assignments,
    attempt_rates,
    card_resets,
    cards,
    club_access_log,
    club_invitations,
    club_join_requests,
    club_memberships,
    club_notes,
    clubs,
    content_imports,
    contest_entries,
    contest_words,
    contests,
    course_starts,
    courses,
    deleted_ids,
    email_links,
    email_outbox,
    event_organizers,
    events,
    examples,
    glosses,
    imported_records,
    indicators,
    kind_terms,
    known_devices,
    learner_words,
    learners,
    lesson_counts,
    lesson_starts,
    lessons,
    login_codes,
    memberships,
    observations,
    optimization_jobs,
    organizations,
    passkey_challenges,
    passkeys,
    password_attempts,
    people,
    posts,
    practice_answers,
    proposals,
    push_subscriptions,
    record_references,
    recovery_codes,
    review_voids,
    reviews,
    revisions,
    scheduling_presets,
    search_entries,
    search_spellings,
    sessions,
    sources,
    study_days,
    units,
    webhooks,
    word_attempts,
    word_list_words,
    word_lists,
    word_reports,
    words,
);
