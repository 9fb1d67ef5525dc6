-- What each learner studies. Keys begin with learner_id.

CREATE TABLE learners (
    learner_id uuid PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    time_zone text NOT NULL,
    daily_goal smallint NOT NULL CHECK (daily_goal BETWEEN 1 AND 100),
    gloss_languages text[] NOT NULL,
    script text NOT NULL DEFAULT 'cyrillic' CHECK (script IN ('cyrillic', 'latin')),
    keyboard text NOT NULL DEFAULT 'kazakh' CHECK (keyboard IN ('kazakh', 'russian')),
    rollover_hour smallint NOT NULL DEFAULT 4 CHECK (rollover_hour BETWEEN 0 AND 23),
    skills text[] NOT NULL DEFAULT '{recognize,produce}',
    new_cards_per_day integer NOT NULL DEFAULT 20 CHECK (new_cards_per_day BETWEEN 0 AND 9999),
    reviews_per_day integer NOT NULL DEFAULT 200 CHECK (reviews_per_day BETWEEN 0 AND 9999),
    bury_siblings boolean NOT NULL DEFAULT false,
    leech_threshold smallint NOT NULL DEFAULT 8 CHECK (leech_threshold BETWEEN 2 AND 99),
    suspend_leeches boolean NOT NULL DEFAULT true,
    teach_new_words boolean NOT NULL DEFAULT true,
    paused_until integer,
    preset_number integer NOT NULL DEFAULT 0,
    change_number bigint NOT NULL DEFAULT 0,
    reminder_at timestamptz,
    reminded_at timestamptz
);
CREATE INDEX learners_reminder_at ON learners (reminder_at) WHERE reminder_at IS NOT NULL;
COMMENT ON TABLE learners IS
    'The study settings of an account.';
COMMENT ON COLUMN learners.time_zone IS
    'IANA name. A study day begins at the rollover hour in this zone.';
COMMENT ON COLUMN learners.daily_goal IS
    'New words per day.';
COMMENT ON COLUMN learners.gloss_languages IS
    'BCP 47 tags in order of preference; the first with a gloss for the word is shown.';
COMMENT ON COLUMN learners.script IS
    'The script in which Kazakh is shown.';
COMMENT ON COLUMN learners.keyboard IS
    'The keyboard on which the learner types Kazakh.';
COMMENT ON COLUMN learners.rollover_hour IS
    'The local hour at which a study day begins.';
COMMENT ON COLUMN learners.skills IS
    'The skills that the learner practises.';
COMMENT ON COLUMN learners.leech_threshold IS
    'The number of lapses at which a card becomes a leech.';
COMMENT ON COLUMN learners.teach_new_words IS
    'Whether a new word is introduced before its first exercise, and practised in one skill before the others.';
COMMENT ON COLUMN learners.paused_until IS
    'The study day on which a pause ends, in days since 1970-01-01; null if there was none.';
COMMENT ON COLUMN learners.preset_number IS
    'The scheduling preset in force; 0 means the defaults.';
COMMENT ON COLUMN learners.change_number IS
    'The number of transactions that changed this learner''s data. Each begins by increasing it, which makes them wait for one another.';
COMMENT ON COLUMN learners.reminder_at IS
    'When to look whether the learner should be reminded; null if no device wants reminders. A change of the learner''s data sets it to 1970-01-01, since it changes what is due.';
COMMENT ON COLUMN learners.reminded_at IS
    'When the learner was last reminded; null if never.';

CREATE TABLE push_subscriptions (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    endpoint_hash bytea NOT NULL,
    endpoint text NOT NULL,
    p256dh bytea NOT NULL CHECK (length(p256dh) = 65),
    auth bytea NOT NULL CHECK (length(auth) = 16),
    language text NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
    subscribed_at timestamptz NOT NULL,
    delivered_at timestamptz,
    failures smallint NOT NULL DEFAULT 0,
    session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    PRIMARY KEY (learner_id, endpoint_hash)
);
CREATE UNIQUE INDEX push_subscriptions_endpoint ON push_subscriptions (endpoint_hash);
CREATE INDEX push_subscriptions_session_id ON push_subscriptions (session_id);
COMMENT ON TABLE push_subscriptions IS
    'The devices on which learners want reminders (Web Push). A device reminds one account.';
COMMENT ON COLUMN push_subscriptions.endpoint_hash IS
    'SHA-256 of the endpoint, which is too long for an index.';
COMMENT ON COLUMN push_subscriptions.endpoint IS
    'The address at a push service that messages for the device are sent to.';
COMMENT ON COLUMN push_subscriptions.p256dh IS
    'The device''s public key (an uncompressed point on P-256), which messages are encrypted for.';
COMMENT ON COLUMN push_subscriptions.auth IS
    'The secret that the device shares with this service, and not with the push service.';
COMMENT ON COLUMN push_subscriptions.subscribed_at IS
    'When the device last subscribed.';
COMMENT ON COLUMN push_subscriptions.delivered_at IS
    'When the push service last accepted a message; null if it never has.';
COMMENT ON COLUMN push_subscriptions.failures IS
    'How often in a row the push service has not accepted a message.';
COMMENT ON COLUMN push_subscriptions.session_id IS
    'The session in which the device last subscribed. When it ends, the device no longer reminds.';

CREATE TABLE scheduling_presets (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    number integer NOT NULL CHECK (number > 0),
    effective_at timestamptz,
    created_at timestamptz NOT NULL,
    scheduling jsonb NOT NULL,
    PRIMARY KEY (learner_id, number)
);
COMMENT ON TABLE scheduling_presets IS
    'The learner''s scheduling options and model parameters over time. Append-only.';
COMMENT ON COLUMN scheduling_presets.effective_at IS
    'When the preset takes effect; null if it applies to all reviews, earlier ones included. Of several in force, the highest number counts.';

CREATE TABLE lesson_starts (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    lesson_id uuid NOT NULL REFERENCES lessons,
    started_at timestamptz NOT NULL,
    change_number bigint NOT NULL,
    PRIMARY KEY (learner_id, lesson_id)
);
CREATE INDEX lesson_starts_change_number ON lesson_starts (learner_id, change_number, lesson_id);
COMMENT ON COLUMN lesson_starts.change_number IS
    'The learner''s change number when the lesson was started.';

CREATE TABLE cards (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    id uuid NOT NULL,
    word_id uuid NOT NULL REFERENCES words,
    skill text NOT NULL CHECK (skill IN ('recognize', 'produce', 'listen', 'inflect')),
    position integer NOT NULL,
    state text NOT NULL CHECK (state IN ('new', 'learning', 'review', 'relearning')),
    step smallint NOT NULL,
    stability real,
    difficulty real,
    due_at timestamptz NOT NULL,
    interval_days integer NOT NULL,
    first_study_day integer,
    first_reviewed_at timestamptz,
    last_study_day integer,
    last_reviewed_at timestamptz,
    last_review_id uuid,
    reps integer NOT NULL,
    lapses integer NOT NULL,
    created_at timestamptz NOT NULL,
    reset_at timestamptz,
    suspended_at timestamptz,
    buried_until integer,
    pardoned_lapses integer NOT NULL,
    introduced_at timestamptz,
    change_number bigint NOT NULL,
    PRIMARY KEY (learner_id, id),
    UNIQUE (learner_id, word_id, skill),
    CHECK ((stability IS NULL) = (difficulty IS NULL)),
    CHECK ((state = 'new') = (stability IS NULL))
);
CREATE INDEX cards_change_number ON cards (learner_id, change_number, id);
-- Due cards are counted for each learner of a club, and at each start of the app: from this index alone, whose rows lie
-- side by side. A card's row moves with each review.
CREATE INDEX cards_due ON cards (learner_id, due_at, id)
    INCLUDE (word_id, skill, suspended_at, buried_until, lapses, pardoned_lapses) WHERE stability IS NOT NULL;
CREATE INDEX cards_new ON cards (learner_id, created_at, position, id) WHERE stability IS NULL;
-- Only the index of pages without changed rows is read alone: they are looked for after 2 % of changes, not 20 %.
ALTER TABLE cards SET (autovacuum_vacuum_scale_factor = 0.02);
COMMENT ON TABLE cards IS
    'One skill of one word for one learner. The memory state is computed by replaying the card''s reviews.';
COMMENT ON COLUMN cards.position IS
    'The order in which new cards of a lesson are shown.';
COMMENT ON COLUMN cards.step IS
    'The index of the next step within the day, in learning and relearning.';
COMMENT ON COLUMN cards.stability IS
    'FSRS stability: days until the probability of recall falls to 90 %.';
COMMENT ON COLUMN cards.difficulty IS
    'FSRS difficulty, 1 to 10.';
COMMENT ON COLUMN cards.interval_days IS
    'The scheduled interval in days; 0 within a day.';
COMMENT ON COLUMN cards.first_study_day IS
    'The study day of the first review, in days since 1970-01-01.';
COMMENT ON COLUMN cards.first_reviewed_at IS
    'When the card was first reviewed.';
COMMENT ON COLUMN cards.last_study_day IS
    'The study day of the last review, in days since 1970-01-01.';
COMMENT ON COLUMN cards.reset_at IS
    'When the card was last reset to new.';
COMMENT ON COLUMN cards.suspended_at IS
    'When the learner suspended the card; null if it is not suspended.';
COMMENT ON COLUMN cards.buried_until IS
    'The study day on which the card is shown again, in days since 1970-01-01; null if it is not buried.';
COMMENT ON COLUMN cards.pardoned_lapses IS
    'The number of lapses when the learner last unsuspended the card as a leech.';
COMMENT ON COLUMN cards.introduced_at IS
    'When the card''s word was first introduced to the learner; null if it was not.';
COMMENT ON COLUMN cards.change_number IS
    'The learner''s change number when the row was last written.';

-- The card's key includes the account, so only the card is checked for each review.
CREATE TABLE reviews (
    learner_id uuid NOT NULL,
    id uuid NOT NULL,
    card_id uuid NOT NULL,
    reviewed_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    time_zone text NOT NULL,
    study_day integer NOT NULL,
    duration_ms integer NOT NULL,
    exercise text NOT NULL,
    answer text NOT NULL,
    verdict text,
    rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 4),
    phase text NOT NULL CHECK (phase IN ('learning', 'review', 'relearning')),
    elapsed_days integer NOT NULL,
    interval_days integer NOT NULL,
    raw_interval_days real NOT NULL,
    stability real NOT NULL,
    difficulty real NOT NULL,
    model_version text NOT NULL,
    rollover_hour smallint NOT NULL,
    last_interval_days integer NOT NULL,
    preset_number integer NOT NULL,
    exercise_detail text,
    slip_kind text,
    slip_letters text[],
    gloss_language text,
    clock_shift_us bigint NOT NULL DEFAULT 0,
    change_number bigint NOT NULL,
    PRIMARY KEY (learner_id, id),
    FOREIGN KEY (learner_id, card_id) REFERENCES cards(learner_id, id) ON DELETE CASCADE
);
CREATE INDEX reviews_card ON reviews (learner_id, card_id, reviewed_at, id);
CREATE INDEX reviews_change_number ON reviews (learner_id, change_number, id);
CREATE INDEX reviews_log ON reviews (learner_id, reviewed_at, id);
CREATE INDEX reviews_slips ON reviews (learner_id, study_day) INCLUDE (id, slip_kind, slip_letters) WHERE slip_letters IS NOT NULL;
CREATE INDEX reviews_study_day ON reviews (learner_id, study_day);
COMMENT ON TABLE reviews IS
    'The review log, append-only. Cards are computed from it.';
COMMENT ON COLUMN reviews.id IS
    'Made by the client, so that a repeated submission is recognized.';
COMMENT ON COLUMN reviews.study_day IS
    'The learner''s study day at reviewed_at, in days since 1970-01-01.';
COMMENT ON COLUMN reviews.verdict IS
    'How the answer was graded; null if the learner rated the card by hand.';
COMMENT ON COLUMN reviews.phase IS
    'The phase of the card before the review; a new card counts as being learned.';
COMMENT ON COLUMN reviews.elapsed_days IS
    'Study days since the previous review, as known when this review was received.';
COMMENT ON COLUMN reviews.raw_interval_days IS
    'The model''s interval, before rounding and fuzz.';
COMMENT ON COLUMN reviews.stability IS
    'Stability after this review, as known when it was received. A review that arrives late changes cards, not the log.';
COMMENT ON COLUMN reviews.difficulty IS
    'Difficulty after this review, as known when it was received.';
COMMENT ON COLUMN reviews.model_version IS
    'The model and parameters that computed the state.';
COMMENT ON COLUMN reviews.rollover_hour IS
    'The learner''s rollover hour at the time.';
COMMENT ON COLUMN reviews.last_interval_days IS
    'The interval scheduled before this review, in days; 0 within a day; as known when it was received.';
COMMENT ON COLUMN reviews.preset_number IS
    'The scheduling preset that computed the state; 0 means the defaults.';
COMMENT ON COLUMN reviews.exercise_detail IS
    'The part of the word that the exercise asked for, where the exercise kind does not determine it: a form, a sentence.';
COMMENT ON COLUMN reviews.slip_kind IS
    'The kind of slip; null if there was none.';
COMMENT ON COLUMN reviews.slip_letters IS
    'The letters of the slip as pairs: the expected letter and the written one, _ for none.';
COMMENT ON COLUMN reviews.gloss_language IS
    'BCP 47: the language in which the meaning was shown; null if unknown.';
COMMENT ON COLUMN reviews.clock_shift_us IS
    'Microseconds that were added to the client''s time of the answer, because its clock was wrong; 0 if none was.';
COMMENT ON COLUMN reviews.change_number IS
    'The learner''s change number when the review was received.';

CREATE TABLE review_voids (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    review_id uuid NOT NULL,
    voided_at timestamptz NOT NULL,
    change_number bigint NOT NULL,
    PRIMARY KEY (learner_id, review_id)
);
CREATE INDEX review_voids_change_number ON review_voids (learner_id, change_number, review_id);
COMMENT ON TABLE review_voids IS
    'Undone reviews; cards are replayed without them. A review may be undone before it arrives. Append-only.';

CREATE TABLE card_resets (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    id uuid NOT NULL,
    card_id uuid NOT NULL,
    reset_at timestamptz NOT NULL,
    change_number bigint NOT NULL,
    PRIMARY KEY (learner_id, id),
    FOREIGN KEY (learner_id, card_id) REFERENCES cards(learner_id, id) ON DELETE CASCADE
);
CREATE INDEX card_resets_card ON card_resets (learner_id, card_id);
CREATE INDEX card_resets_change_number ON card_resets (learner_id, change_number, id);
COMMENT ON TABLE card_resets IS
    'Moments at which a card was reset to new. Append-only.';

CREATE TABLE practice_answers (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    id uuid NOT NULL,
    card_id uuid NOT NULL,
    answered_at timestamptz NOT NULL,
    duration_ms integer NOT NULL,
    exercise text NOT NULL,
    exercise_detail text,
    answer text NOT NULL,
    verdict text,
    rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 4),
    PRIMARY KEY (learner_id, id),
    FOREIGN KEY (learner_id, card_id) REFERENCES cards(learner_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE practice_answers IS
    'Answers of practice beyond the schedule. Append-only. No card is computed from them.';
COMMENT ON COLUMN practice_answers.id IS
    'Made by the client, so that a repeated submission is recognized.';
COMMENT ON COLUMN practice_answers.rating IS
    'The rating that the answer would have had.';

CREATE TABLE study_days (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    study_day integer NOT NULL,
    reviews integer NOT NULL,
    duration_ms bigint NOT NULL,
    again integer NOT NULL,
    new_cards integer NOT NULL,
    new_words integer NOT NULL,
    young_reviews integer NOT NULL,
    young_retained integer NOT NULL,
    mature_reviews integer NOT NULL,
    mature_retained integer NOT NULL,
    PRIMARY KEY (learner_id, study_day)
);
COMMENT ON TABLE study_days IS
    'Totals of the review log for each learner and study day, written in the transaction that changes the log.';
COMMENT ON COLUMN study_days.study_day IS
    'Days since 1970-01-01.';
COMMENT ON COLUMN study_days.duration_ms IS
    'Time spent; at most one minute of each review counts.';
COMMENT ON COLUMN study_days.again IS
    'Reviews rated AGAIN.';
COMMENT ON COLUMN study_days.new_cards IS
    'Cards first reviewed on this day.';
COMMENT ON COLUMN study_days.new_words IS
    'Words first reviewed on this day.';
COMMENT ON COLUMN study_days.young_reviews IS
    'Cards reviewed after an interval of 1 to 20 days.';
COMMENT ON COLUMN study_days.young_retained IS
    'Those of young_reviews that were remembered in the first review of the day.';
COMMENT ON COLUMN study_days.mature_reviews IS
    'Cards reviewed after an interval of 21 days or more.';
COMMENT ON COLUMN study_days.mature_retained IS
    'Those of mature_reviews that were remembered in the first review of the day.';

CREATE TABLE lesson_counts (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    lesson_id uuid NOT NULL REFERENCES lessons,
    words integer NOT NULL,
    begun integer NOT NULL,
    learned integer NOT NULL,
    mature integer NOT NULL,
    PRIMARY KEY (learner_id, lesson_id)
);
COMMENT ON TABLE lesson_counts IS
    'The learner''s words in each lesson by their progress, withdrawn words excluded. Written in the transaction that changes the cards.';
COMMENT ON COLUMN lesson_counts.words IS
    'Words of which the learner has cards.';
COMMENT ON COLUMN lesson_counts.begun IS
    'Words reviewed at least once.';
COMMENT ON COLUMN lesson_counts.learned IS
    'Words whose practised cards have all left their learning steps.';
COMMENT ON COLUMN lesson_counts.mature IS
    'Words whose practised cards all have an interval of 21 days or more.';

-- The words are those of cards, which are checked.
CREATE TABLE word_attempts (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    study_day integer NOT NULL,
    word_id uuid NOT NULL,
    attempts smallint NOT NULL CHECK (attempts > 0),
    failures smallint NOT NULL,
    with_gloss_language smallint NOT NULL,
    again_with_gloss_language smallint NOT NULL,
    gloss_language text,
    slips text[],
    PRIMARY KEY (learner_id, study_day, word_id)
);
CREATE INDEX word_attempts_slips ON word_attempts (learner_id, study_day) WHERE slips IS NOT NULL;
COMMENT ON TABLE word_attempts IS
    'Totals of attempts at a word on a study day. An attempt is the first review of a card on a study day. Written in the transaction that changes the log.';
COMMENT ON COLUMN word_attempts.study_day IS
    'Days since 1970-01-01.';
COMMENT ON COLUMN word_attempts.failures IS
    'Attempts rated AGAIN or answered with a slip.';
COMMENT ON COLUMN word_attempts.with_gloss_language IS
    'Attempts whose gloss language is known.';
COMMENT ON COLUMN word_attempts.again_with_gloss_language IS
    'Attempts with a known gloss language that were rated AGAIN.';
COMMENT ON COLUMN word_attempts.gloss_language IS
    'BCP 47: the gloss language of all attempts where it is known; null if there are several or none.';
COMMENT ON COLUMN word_attempts.slips IS
    'The slips of the attempts, each letter pair once per attempt: the kind, a space, the expected letter and the written one, _ for none. Null if there are none.';

CREATE TABLE learner_words (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    word_id uuid NOT NULL REFERENCES words,
    note text,
    synonyms jsonb NOT NULL,
    change_number bigint NOT NULL,
    PRIMARY KEY (learner_id, word_id)
);
CREATE INDEX learner_words_change_number ON learner_words (learner_id, change_number, word_id);
COMMENT ON TABLE learner_words IS
    'A learner''s notes on words, and meanings of their own.';
COMMENT ON COLUMN learner_words.synonyms IS
    'Meanings accepted from this learner only: lists by language (BCP 47).';
COMMENT ON COLUMN learner_words.change_number IS
    'The learner''s change number when the row was last written.';

CREATE TABLE word_lists (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    PRIMARY KEY (learner_id, id)
);
CREATE INDEX word_lists_created_at ON word_lists (learner_id, created_at, id);
COMMENT ON TABLE word_lists IS
    'Learners'' own lists of words. They are private.';
COMMENT ON COLUMN word_lists.started_at IS
    'When the learner first started the list; null if they have not.';

CREATE TABLE word_list_words (
    learner_id uuid NOT NULL,
    list_id uuid NOT NULL,
    word_id uuid NOT NULL REFERENCES words,
    position integer NOT NULL,
    PRIMARY KEY (learner_id, list_id, word_id),
    FOREIGN KEY (learner_id, list_id) REFERENCES word_lists(learner_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN word_list_words.position IS
    'The order of the words in the list.';

CREATE TABLE course_starts (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    course_id uuid NOT NULL REFERENCES courses,
    change_number bigint NOT NULL,
    PRIMARY KEY (learner_id, course_id)
);
COMMENT ON TABLE course_starts IS
    'The courses of which learners got cards by their own word lists. The cards outlive the lists.';
COMMENT ON COLUMN course_starts.change_number IS
    'The learner''s change number when the first of these cards were made.';

CREATE TABLE word_reports (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    id uuid NOT NULL,
    word_id uuid NOT NULL REFERENCES words,
    language text NOT NULL,
    gloss text NOT NULL,
    reason text NOT NULL,
    suggestion text,
    challenged_review uuid,
    created_at timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'accepted', 'declined')),
    resolved_by uuid REFERENCES accounts ON DELETE SET NULL,
    resolved_at timestamptz,
    answer text,
    PRIMARY KEY (learner_id, id),
    CHECK ((status = 'open') = (resolved_at IS NULL)),
    CHECK ((status = 'open') = (answer IS NULL))
);
CREATE INDEX word_reports_id ON word_reports (id);
CREATE UNIQUE INDEX word_reports_open ON word_reports (learner_id, word_id, language, challenged_review)
    NULLS NOT DISTINCT WHERE status = 'open';
CREATE INDEX word_reports_status ON word_reports (status, id);
COMMENT ON TABLE word_reports IS
    'Learners'' reports that a gloss is wrong or that an answer should count, and the editors'' answers.';
COMMENT ON COLUMN word_reports.challenged_review IS
    'The review whose grade the learner challenges; null if the report is about a meaning.';
COMMENT ON COLUMN word_reports.language IS
    'BCP 47: the language of the gloss.';
COMMENT ON COLUMN word_reports.gloss IS
    'The gloss as the learner saw it.';
COMMENT ON COLUMN word_reports.suggestion IS
    'The gloss that the learner suggests; null if none.';
COMMENT ON COLUMN word_reports.status IS
    'open: not answered; accepted: the content changes; declined: the gloss stays.';
COMMENT ON COLUMN word_reports.resolved_by IS
    'The editor who answered; null if nobody has, or their account was deleted.';
COMMENT ON COLUMN word_reports.answer IS
    'The editor''s answer to the learner.';

CREATE TABLE optimization_jobs (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed')),
    dry_run boolean NOT NULL,
    reschedule boolean NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    lease_until timestamptz,
    attempts smallint NOT NULL DEFAULT 0,
    result jsonb,
    PRIMARY KEY (learner_id, id)
);
CREATE INDEX optimization_jobs_latest ON optimization_jobs (learner_id, created_at, id);
CREATE UNIQUE INDEX optimization_jobs_open ON optimization_jobs (learner_id) WHERE status IN ('queued', 'running');
CREATE INDEX optimization_jobs_waiting ON optimization_jobs (created_at) WHERE status IN ('queued', 'running');
COMMENT ON TABLE optimization_jobs IS
    'Jobs that fit the model''s parameters to a learner''s review log. Each learner has at most one unfinished job.';
COMMENT ON COLUMN optimization_jobs.dry_run IS
    'Whether the result is only shown and not adopted.';
COMMENT ON COLUMN optimization_jobs.reschedule IS
    'Whether adopting the result moves due dates.';
COMMENT ON COLUMN optimization_jobs.lease_until IS
    'When the lease of the running job ends; afterwards another process may claim the job.';
COMMENT ON COLUMN optimization_jobs.attempts IS
    'How often the job was claimed. Only the process of the last claim can finish it.';
COMMENT ON COLUMN optimization_jobs.result IS
    'The result; null until the job is done.';
