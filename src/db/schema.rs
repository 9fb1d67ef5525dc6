// @generated automatically by Diesel CLI.

diesel::table! {
    use diesel::sql_types::*;

    /// Someone who can log in.
    accounts (id) {
        id -> Uuid,
        /// What one logs in with; lower case, so that it is unique however it is typed.
        email -> Text,
        /// A PHC string of argon2id.
        password_hash -> Text,
        display_name -> Text,
        /// What the account may do beyond learning: leader, editor and admin may found clubs; an editor answers for the directory and the lessons, an admin for the accounts.
        role -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// An organization is part of another, or works in its building, for a time: the times and links of its document.
    affiliations (organization_id, relation, position) {
        organization_id -> Uuid,
        relation -> Text,
        position -> Int4,
        target_id -> Uuid,
        /// The first day on which it is taken to hold; null: since ever.
        begins -> Nullable<Date>,
        /// The last day on which it can hold; null: not known to be over.
        ends -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// For whom assignments are, as long as they are in the club.
    assignment_members (learner_id, assignment_id) {
        learner_id -> Uuid,
        assignment_id -> Uuid,
        /// The learner's change by which the cards of its words were made; null: they are made when the learner next comes.
        change_number -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    assignment_words (assignment_id, word_id) {
        assignment_id -> Uuid,
        word_id -> Uuid,
        position -> Int4,
        /// The lesson that was assigned, with all words that it had then; null: the word was assigned by itself.
        lesson_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// What leaders of a club have its members learn.
    assignments (id) {
        id -> Uuid,
        club_id -> Uuid,
        note -> Nullable<Text>,
        /// The first study day, of each member's own, counted from 1970-01-01.
        from_day -> Int4,
        /// The last study day, likewise.
        until_day -> Int4,
        /// Whether it is for whoever joins later, too.
        for_all -> Bool,
        created_at -> Timestamptz,
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Entries of the log by which a card became new again. Append-only.
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

    /// A learner, a word and a skill, with the memory of it: the fold of its reviews.
    cards (learner_id, id) {
        learner_id -> Uuid,
        id -> Uuid,
        word_id -> Uuid,
        skill -> Text,
        /// The order in which new cards of a lesson are shown.
        position -> Int4,
        state -> Text,
        /// Which step within the day comes next, in learning and relearning.
        step -> Int2,
        /// FSRS: days until the chance of recall falls to 90 in 100.
        stability -> Nullable<Float4>,
        /// FSRS: 1 to 10.
        difficulty -> Nullable<Float4>,
        due_at -> Timestamptz,
        /// The scheduled interval, days; 0 within a day.
        interval_days -> Int4,
        /// The study day of the first review, days since 1970-01-01.
        first_study_day -> Nullable<Int4>,
        /// The study day of the last review, days since 1970-01-01.
        last_study_day -> Nullable<Int4>,
        last_reviewed_at -> Nullable<Timestamptz>,
        last_review_id -> Nullable<Uuid>,
        reps -> Int4,
        lapses -> Int4,
        created_at -> Timestamptz,
        /// When it was last made new again.
        reset_at -> Nullable<Timestamptz>,
        /// Since when the learner has it out of the queue; null: it is not suspended.
        suspended_at -> Nullable<Timestamptz>,
        /// The study day, days since 1970-01-01, on which it is shown again; null: it is not buried.
        buried_until -> Nullable<Int4>,
        /// Its lapses when the learner last took it back as a leech.
        pardoned_lapses -> Int4,
        /// The learner's change number when it was last written.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Codes that let whoever knows them into a club.
    club_invitations (id) {
        id -> Uuid,
        club_id -> Uuid,
        code -> Text,
        /// What leaders know it by: whom it is for.
        label -> Nullable<Text>,
        created_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        /// How many it lets in; null: any number.
        max_uses -> Nullable<Int4>,
        /// How many it has let in.
        uses -> Int4,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Who has asked to join a club.
    club_join_requests (id) {
        id -> Uuid,
        club_id -> Uuid,
        learner_id -> Uuid,
        message -> Nullable<Text>,
        /// What the leaders will see of the member, as in club_memberships.
        shares_activity -> Bool,
        shares_results -> Bool,
        shares_answers -> Bool,
        requested_at -> Timestamptz,
        status -> Text,
        /// When a leader answered, or who asked took it back.
        decided_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// What leaders of clubs have looked at, a row for each member and look. Append-only.
    club_access_log (learner_id, id) {
        learner_id -> Uuid,
        /// The look's: the same for all members that it fell on.
        id -> Uuid,
        club_id -> Uuid,
        leader_id -> Uuid,
        /// What of the member was looked at.
        subject -> Text,
        accessed_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    club_memberships (id) {
        id -> Uuid,
        club_id -> Uuid,
        learner_id -> Uuid,
        role -> Text,
        joined_at -> Timestamptz,
        /// Whether leaders see when and how much the member studies.
        shares_activity -> Bool,
        /// Whether leaders see what the member knows.
        shares_results -> Bool,
        /// Whether leaders see what the member answered.
        shares_answers -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A group that learns together.
    clubs (id) {
        id -> Uuid,
        name -> Text,
        /// The directory's organization that it belongs to.
        organization_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        /// Where it meets: a code of ISO 3166.
        area -> Nullable<Text>,
        /// Whether it is listed with its organization, and anyone may ask to join.
        accepts_requests -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Which content was loaded last, so that the same is not loaded again at every start.
    content_imports (name) {
        name -> Text,
        /// SHA-256 of the files.
        fingerprint -> Text,
        /// Whether somebody named the folder; the one that is loaded by default then stays away.
        chosen -> Bool,
        imported_at -> Timestamptz,
        /// Counts the imports that wrote something: the version of the content.
        version -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Learners who take part in a contest, of their own will.
    contest_entries (contest_id, learner_id) {
        contest_id -> Uuid,
        learner_id -> Uuid,
        /// What stands for the learner in the ranking.
        id -> Uuid,
        /// The club that the learner counts for.
        club_id -> Nullable<Uuid>,
        /// ISO 3166: the district that the learner counts for.
        area -> Nullable<Text>,
        /// What others see of the learner's name.
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

    /// Who learns and keeps most words of a list within a span, for an event of the directory.
    contests (id) {
        id -> Uuid,
        event_id -> Uuid,
        /// What entrants are grouped by; null: by nothing.
        teams -> Nullable<Text>,
        /// The first study day that counts, days since 1970-01-01.
        from_day -> Int4,
        /// The last study day that counts, days since 1970-01-01.
        until_day -> Int4,
        created_by -> Nullable<Uuid>,
        created_at -> Timestamptz,
        /// Since when it is not shown; null: it is.
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A way through the language, lesson by lesson.
    courses (id) {
        id -> Uuid,
        slug -> Text,
        title_kk -> Text,
        title_ru -> Nullable<Text>,
        title_en -> Nullable<Text>,
        description_kk -> Nullable<Text>,
        description_ru -> Nullable<Text>,
        description_en -> Nullable<Text>,
        retired_at -> Nullable<Timestamptz>,
        /// SHA-256 of all that the content says of it, its units, lessons and words included.
        digest -> Text,
        /// The version of the content in which it last changed, or anything in it, or it was retired.
        content_version -> Int8,
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

    /// What organizations hold: a seminar, a contest, a celebration.
    events (id) {
        id -> Uuid,
        slug -> Text,
        kind -> Text,
        position -> Int4,
        /// How often it was edited, its making included.
        version -> Int4,
        /// Whether all may see it; else editors alone.
        published -> Bool,
        updated_at -> Timestamptz,
        /// What it says, as the present revision has it.
        content -> Jsonb,
        /// The Kazakh title without quotation marks: what lists are ordered by.
        sort_title -> Text,
        /// When its schedule begins; null: no schedule is known.
        starts_at -> Nullable<Timestamptz>,
        /// When its schedule ends; null: never, or no schedule is known.
        ends_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A sentence with the word: the Kazakh one in language kk, its translations beside it.
    examples (word_id, position, language) {
        word_id -> Uuid,
        position -> Int4,
        language -> Text,
        text -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Meanings that learners hold to be wrong, and what editors say to it.
    gloss_reports (learner_id, id) {
        learner_id -> Uuid,
        id -> Uuid,
        word_id -> Uuid,
        /// BCP 47: the language of the meaning.
        language -> Text,
        /// The meaning, as the learner saw it.
        gloss -> Text,
        reason -> Text,
        /// What the learner would write instead; null: they do not say.
        suggestion -> Nullable<Text>,
        created_at -> Timestamptz,
        /// open: no editor has answered; accepted: the content is or will be changed; declined: it stays.
        status -> Text,
        /// The editor; null: nobody yet, or their account is gone.
        resolved_by -> Nullable<Uuid>,
        resolved_at -> Nullable<Timestamptz>,
        /// The editor's word to the learner.
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// What a word means in another language; the one at position 0 is shown, all that are not blocked are accepted.
    glosses (word_id, language, position) {
        word_id -> Uuid,
        /// BCP 47.
        language -> Text,
        position -> Int4,
        text -> Text,
        /// Whether it is an answer that must not be accepted, though it looks near.
        blocked -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// What the content brought: under which key, as which record, at which version; a higher present version was made by people.
    imported_records (record_kind, key) {
        record_kind -> Text,
        key -> Text,
        record_id -> Uuid,
        version -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Something that is counted, of an organization or of an area.
    indicators (id) {
        id -> Uuid,
        slug -> Text,
        organization_id -> Nullable<Uuid>,
        /// ISO 3166 code, where it is not an organization's.
        area -> Nullable<Text>,
        position -> Int4,
        /// How often it was edited, its making included.
        version -> Int4,
        /// Whether all may see it; else editors alone.
        published -> Bool,
        updated_at -> Timestamptz,
        /// What it says, as the present revision has it.
        content -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A learner's own notes on words, and meanings of their own.
    learner_words (learner_id, word_id) {
        learner_id -> Uuid,
        word_id -> Uuid,
        note -> Nullable<Text>,
        /// Meanings that are accepted of this learner, too: lists by language (BCP 47).
        synonyms -> Jsonb,
        /// The learner's change number when it was last written.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// How an account learns.
    learners (learner_id) {
        learner_id -> Uuid,
        /// IANA name; a study day begins there at the rollover hour.
        time_zone -> Text,
        /// New words a day.
        daily_goal -> Int2,
        /// BCP 47: the languages that meanings are shown in, the first that a word has a gloss in.
        gloss_languages -> Array<Nullable<Text>>,
        /// The script that Kazakh is shown in.
        script -> Text,
        /// When a study day begins, by the clock on the wall.
        rollover_hour -> Int2,
        /// What is practised of each word.
        skills -> Array<Nullable<Text>>,
        new_cards_per_day -> Int4,
        reviews_per_day -> Int4,
        bury_siblings -> Bool,
        /// A card that was forgotten so often is a leech.
        leech_threshold -> Int2,
        suspend_leeches -> Bool,
        /// The scheduling preset in force; 0: the defaults.
        preset_number -> Int4,
        /// Counts the transactions that changed what is the learner's; each begins by counting it up, so that they come one after the other.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    lesson_starts (learner_id, lesson_id) {
        learner_id -> Uuid,
        lesson_id -> Uuid,
        started_at -> Timestamptz,
        /// The learner's change number when it was started.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A handful of words that are learned together.
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
        retired_at -> Nullable<Timestamptz>,
        /// The unit that it belongs to; null: the course has none.
        unit_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A person belongs to an organization, in a post or as an ordinary member (Popolo).
    memberships (id) {
        id -> Uuid,
        organization_id -> Uuid,
        post_id -> Nullable<Uuid>,
        person_id -> Uuid,
        /// The order of succession among the holders of a post, the first holder 1; among members, the order of listing.
        position -> Int4,
        /// How often it was edited, its making included.
        version -> Int4,
        /// Whether all may see it; else editors alone.
        published -> Bool,
        updated_at -> Timestamptz,
        /// What it says, as the present revision has it.
        content -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// An indicator's value in a period.
    observations (id) {
        indicator_id -> Uuid,
        id -> Uuid,
        /// How often it was edited, its making included.
        version -> Int4,
        /// Whether all may see it; else editors alone.
        published -> Bool,
        updated_at -> Timestamptz,
        /// What it says, as the present revision has it.
        content -> Jsonb,
        /// The first day of the period; null: it has no beginning.
        period_begins -> Nullable<Date>,
        /// The observation that it corrects.
        supersedes_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Jobs that fit the model's parameters to a learner's log; of each learner one at a time is not done.
    optimization_jobs (learner_id, id) {
        learner_id -> Uuid,
        id -> Uuid,
        status -> Text,
        /// Whether what is found is only to be shown.
        dry_run -> Bool,
        /// Whether due dates are to move.
        reschedule -> Bool,
        created_at -> Timestamptz,
        started_at -> Nullable<Timestamptz>,
        finished_at -> Nullable<Timestamptz>,
        /// Until when a running job is its process's; then somebody else may take it.
        lease_until -> Nullable<Timestamptz>,
        /// Counts how often it was taken: who took it before the last time cannot finish it.
        attempts -> Int2,
        /// What came of it; null: it is not done.
        result -> Nullable<Jsonb>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A public body: an assembly, a council, a club, a department (W3C ORG, Popolo).
    organizations (id) {
        id -> Uuid,
        slug -> Text,
        kind -> Text,
        /// Its place among its siblings, as the institution lists them.
        position -> Int4,
        /// The present Kazakh name without quotation marks: what lists are ordered by.
        sort_name -> Text,
        /// How often it was edited, its making included.
        version -> Int4,
        /// Whether all may see it; else editors alone.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The organization that it was merged into; its id and slug lead there.
        merged_into_id -> Nullable<Uuid>,
        /// What it says, as the present revision has it.
        content -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Someone who holds or held a post, or is a member of an organization.
    people (id) {
        id -> Uuid,
        slug -> Text,
        /// How often it was edited, its making included.
        version -> Int4,
        /// Whether all may see it; else editors alone.
        published -> Bool,
        updated_at -> Timestamptz,
        /// The person that they were merged into; their id and slug lead there.
        merged_into_id -> Nullable<Uuid>,
        /// What it says, as the present revision has it.
        content -> Jsonb,
        sort_name -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A position in an organization that exists whoever holds it (Popolo).
    posts (id) {
        id -> Uuid,
        slug -> Text,
        organization_id -> Uuid,
        position -> Int4,
        /// How often it was edited, its making included.
        version -> Int4,
        /// Whether all may see it; else editors alone.
        published -> Bool,
        updated_at -> Timestamptz,
        /// What it says, as the present revision has it.
        content -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Corrections that somebody proposed, and what editors made of them.
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

    /// Which records a record's present state refers to, sources included.
    record_references (record_id, target_id) {
        record_id -> Uuid,
        target_id -> Uuid,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Entries of the log by which a review was undone: cards are folded without it. Append-only.
    review_voids (learner_id, review_id) {
        learner_id -> Uuid,
        review_id -> Uuid,
        voided_at -> Timestamptz,
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The review log: append-only, and the truth that the cards are folded from.
    reviews (learner_id, id) {
        learner_id -> Uuid,
        /// Made by the client, so that a repeated submission is seen as one.
        id -> Uuid,
        card_id -> Uuid,
        reviewed_at -> Timestamptz,
        received_at -> Timestamptz,
        time_zone -> Text,
        /// The learner's study day of reviewed_at, days since 1970-01-01.
        study_day -> Int4,
        duration_ms -> Int4,
        exercise -> Text,
        answer -> Text,
        /// What grading found; null: the learner rated the card by hand.
        verdict -> Nullable<Text>,
        rating -> Int2,
        kind -> Text,
        /// Study days since the review before, as it was known when this one was received.
        elapsed_days -> Int4,
        interval_days -> Int4,
        /// The interval that the model gave, before rounding and fuzz.
        raw_interval_days -> Float4,
        /// After this review, as it was known when it was received: a review that comes late changes the cards, not the log.
        stability -> Float4,
        /// After this review, likewise.
        difficulty -> Float4,
        /// Which model and parameters computed the state.
        model_version -> Text,
        /// When the learner's study days began then.
        rollover_hour -> Int2,
        /// The interval that had been scheduled before it, days; 0 within a day; as it was known when it was received.
        last_interval_days -> Int4,
        /// The scheduling preset that computed the state; 0: the defaults.
        preset_number -> Int4,
        /// What of the word was asked, where its kind does not say it: a form, a sentence.
        exercise_detail -> Nullable<Text>,
        /// What kind of slip it was; null: none.
        slip_kind -> Nullable<Text>,
        /// The letters of the slip, a pair each: the one that belongs there and the one that was written, - for none.
        slip_letters -> Nullable<Array<Nullable<Text>>>,
        /// BCP 47: the language in which the meaning was shown; null: not told.
        gloss_language -> Nullable<Text>,
        /// The learner's change number when it was received.
        change_number -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Every state that a record of the directory ever had, the present one included. Append-only.
    revisions (record_id, version) {
        record_id -> Uuid,
        version -> Int4,
        record_kind -> Text,
        /// When; later edits have later times, across all records.
        recorded_at -> Timestamptz,
        /// Who; null: the import of the content.
        editor_id -> Nullable<Uuid>,
        action -> Text,
        reason -> Nullable<Text>,
        /// All that the record said then.
        content -> Jsonb,
        published -> Bool,
        merged_into_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// How a learner's cards are and were scheduled. Append-only.
    scheduling_presets (learner_id, number) {
        learner_id -> Uuid,
        number -> Int4,
        /// From when; null: for all reviews, earlier ones too. Of those in force at a moment the highest number counts.
        effective_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        scheduling -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// The names by which published records are found, one row a name and language.
    search_entries (record_id, position) {
        /// An organization, a person, an event or a word, as record_kind tells.
        record_id -> Uuid,
        record_kind -> Text,
        position -> Int4,
        label -> Text,
        /// What the label is to the record: its name, a former one, a gloss.
        label_kind -> Text,
        /// BCP 47.
        language -> Text,
        /// The label in coarse form: as a Russian keyboard types it, lower case, no punctuation.
        folded -> Text,
        /// Its words without their endings, each behind a letter for record_kind and one for the length of the label.
        stems -> Array<Nullable<Text>>,
        /// The record's Kazakh name without quotation marks.
        sort_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// What stems are found by when a letter is wrong: each as it is, and with each of its letters left out.
    search_spellings (spelling, stem) {
        spelling -> Text,
        stem -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// A login that has not been logged out.
    sessions (token_hash) {
        /// SHA-256 of the opaque token: whoever reads the table cannot log in with it.
        token_hash -> Bytea,
        account_id -> Uuid,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Where a fact is taken from.
    sources (id) {
        id -> Uuid,
        slug -> Text,
        /// How often it was edited, its making included.
        version -> Int4,
        /// Whether all may see it; else editors alone.
        published -> Bool,
        updated_at -> Timestamptz,
        /// What it says, as the present revision has it.
        content -> Jsonb,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// What the review log comes to, a row a learner and study day; written in the transaction that changes the log.
    study_days (learner_id, study_day) {
        learner_id -> Uuid,
        /// Days since 1970-01-01.
        study_day -> Int4,
        reviews -> Int4,
        /// Of one answer a minute counts at most.
        duration_ms -> Int8,
        /// Reviews that were rated AGAIN.
        again -> Int4,
        /// Cards whose first review was on that day.
        new_cards -> Int4,
        /// Words whose first review was on that day.
        new_words -> Int4,
        /// Cards that came back that day after 1 to 20 days.
        young_reviews -> Int4,
        /// Those of them that were remembered at the first review of the day.
        young_retained -> Int4,
        /// Cards that came back that day after 21 days or more.
        mature_reviews -> Int4,
        /// Those of them that were remembered at the first review of the day.
        mature_retained -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// Lessons of a course that belong together.
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
        retired_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    /// What became of a word's tries on a study day: a card's first answer on a study day is one. Written in the transaction that changes the log.
    word_tries (learner_id, study_day, word_id) {
        learner_id -> Uuid,
        /// Days since 1970-01-01.
        study_day -> Int4,
        word_id -> Uuid,
        tries -> Int2,
        /// Tries that were rated AGAIN, or written with a slip.
        failures -> Int2,
        /// Tries of which it is told in which language the meaning was shown.
        told -> Int2,
        /// Those of them that were rated AGAIN.
        again -> Int2,
        /// BCP 47: the language of all that are told; null: there are several, or none is told.
        gloss_language -> Nullable<Text>,
        /// The letters that were slipped, of each try each pair once: the kind of slip, a space, the letter that belongs there and the one that was written, - for none; null: none.
        slips -> Nullable<Array<Nullable<Text>>>,
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
        /// The headword as answers are compared: NFC, lower case, no punctuation.
        folded -> Text,
        /// Other correct spellings, accepted as answers.
        variants -> Array<Nullable<Text>>,
        part_of_speech -> Text,
        retired_at -> Nullable<Timestamptz>,
        /// Counted up when the slug gets a new meaning, which is a word of its own: the memory of the old one says nothing of it.
        meaning -> Int4,
        /// CEFR: A1 to C2; null: not said.
        level -> Nullable<Text>,
        note_kk -> Nullable<Text>,
        note_ru -> Nullable<Text>,
        note_en -> Nullable<Text>,
        /// What the rules of inflection do not know of it; null: nothing.
        inflection -> Nullable<Jsonb>,
        /// SHA-256 of all that the content says of it, glosses and examples included.
        digest -> Text,
        /// The version of the content in which it last changed, or was retired.
        content_version -> Int8,
        /// Sentences that hold the words of one of its examples in another order that is right, too.
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
diesel::joinable!(club_access_log -> clubs (club_id));
diesel::joinable!(club_memberships -> accounts (learner_id));
diesel::joinable!(club_memberships -> clubs (club_id));
diesel::joinable!(clubs -> organizations (organization_id));
diesel::joinable!(contest_entries -> accounts (learner_id));
diesel::joinable!(contest_entries -> clubs (club_id));
diesel::joinable!(contest_entries -> contests (contest_id));
diesel::joinable!(contest_words -> contests (contest_id));
diesel::joinable!(contest_words -> words (word_id));
diesel::joinable!(contests -> accounts (created_by));
diesel::joinable!(contests -> events (event_id));
diesel::joinable!(event_organizers -> events (event_id));
diesel::joinable!(event_organizers -> organizations (organization_id));
diesel::joinable!(examples -> words (word_id));
diesel::joinable!(gloss_reports -> words (word_id));
diesel::joinable!(glosses -> words (word_id));
diesel::joinable!(indicators -> organizations (organization_id));
diesel::joinable!(learner_words -> accounts (learner_id));
diesel::joinable!(learner_words -> words (word_id));
diesel::joinable!(learners -> accounts (learner_id));
diesel::joinable!(lesson_starts -> accounts (learner_id));
diesel::joinable!(lesson_starts -> lessons (lesson_id));
diesel::joinable!(lessons -> courses (course_id));
diesel::joinable!(lessons -> units (unit_id));
diesel::joinable!(memberships -> organizations (organization_id));
diesel::joinable!(memberships -> people (person_id));
diesel::joinable!(memberships -> posts (post_id));
diesel::joinable!(observations -> indicators (indicator_id));
diesel::joinable!(optimization_jobs -> accounts (learner_id));
diesel::joinable!(posts -> organizations (organization_id));
diesel::joinable!(review_voids -> accounts (learner_id));
diesel::joinable!(reviews -> accounts (learner_id));
diesel::joinable!(revisions -> accounts (editor_id));
diesel::joinable!(scheduling_presets -> accounts (learner_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(study_days -> accounts (learner_id));
diesel::joinable!(units -> courses (course_id));
diesel::joinable!(word_tries -> accounts (learner_id));
diesel::joinable!(word_tries -> words (word_id));
diesel::joinable!(words -> courses (course_id));
diesel::joinable!(words -> lessons (lesson_id));

diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    affiliations,
    assignment_members,
    assignment_words,
    assignments,
    card_resets,
    cards,
    club_invitations,
    club_join_requests,
    club_access_log,
    club_memberships,
    clubs,
    content_imports,
    contest_entries,
    contest_words,
    contests,
    courses,
    event_organizers,
    events,
    examples,
    gloss_reports,
    glosses,
    imported_records,
    indicators,
    learner_words,
    learners,
    lesson_starts,
    lessons,
    memberships,
    observations,
    optimization_jobs,
    organizations,
    people,
    posts,
    proposals,
    record_references,
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
    word_tries,
    words,
);
