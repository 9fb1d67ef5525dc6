-- Contests of an event.

CREATE TABLE contests (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL REFERENCES events,
    teams text CHECK (teams IN ('club', 'area')),
    from_day integer NOT NULL,
    until_day integer NOT NULL,
    created_by uuid REFERENCES accounts ON DELETE SET NULL,
    created_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    CHECK (from_day <= until_day)
);
CREATE INDEX contests_event_id ON contests (event_id);
COMMENT ON TABLE contests IS
    'A competition for an event of the directory: who learns and keeps the most words of a list.';
COMMENT ON COLUMN contests.teams IS
    'How entrants are grouped into teams; null if there are no teams.';
COMMENT ON COLUMN contests.from_day IS
    'The first study day that counts, in days since 1970-01-01.';
COMMENT ON COLUMN contests.until_day IS
    'The last study day that counts, in days since 1970-01-01.';
COMMENT ON COLUMN contests.withdrawn_at IS
    'When the contest was withdrawn; null if it was not.';

CREATE TABLE contest_words (
    contest_id uuid NOT NULL REFERENCES contests ON DELETE CASCADE,
    word_id uuid NOT NULL REFERENCES words,
    position integer NOT NULL,
    PRIMARY KEY (contest_id, word_id)
);
COMMENT ON TABLE contest_words IS
    'The words of a contest.';

CREATE TABLE contest_entries (
    contest_id uuid NOT NULL REFERENCES contests ON DELETE CASCADE,
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    id uuid NOT NULL,
    club_id uuid REFERENCES clubs ON DELETE SET NULL,
    area text,
    name_display text NOT NULL CHECK (name_display IN ('display_name', 'initials', 'hidden')),
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (contest_id, learner_id),
    CHECK ((club_id IS NULL) OR (area IS NULL))
);
CREATE INDEX contest_entries_club_id ON contest_entries (club_id) WHERE club_id IS NOT NULL;
CREATE UNIQUE INDEX contest_entries_id ON contest_entries (id);
CREATE INDEX contest_entries_learner_id ON contest_entries (learner_id);
COMMENT ON TABLE contest_entries IS
    'Learners who take part in a contest.';
COMMENT ON COLUMN contest_entries.id IS
    'The public id of the entry in the ranking.';
COMMENT ON COLUMN contest_entries.club_id IS
    'The club that the learner competes for.';
COMMENT ON COLUMN contest_entries.area IS
    'ISO 3166: the area that the learner competes for.';
COMMENT ON COLUMN contest_entries.name_display IS
    'How the learner''s name appears to others.';
