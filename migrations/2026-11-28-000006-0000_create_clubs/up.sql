-- Clubs, their members and assignments.

CREATE TABLE clubs (
    id uuid PRIMARY KEY,
    name text COLLATE kk NOT NULL,
    organization_id uuid REFERENCES organizations,
    created_at timestamptz NOT NULL,
    area text,
    accepts_requests boolean NOT NULL,
    archived_at timestamptz,
    time_zone text NOT NULL,
    CONSTRAINT clubs_are_found_with_organizations CHECK ((NOT accepts_requests) OR (organization_id IS NOT NULL))
);
CREATE INDEX clubs_organization_id ON clubs (organization_id) WHERE accepts_requests;
CREATE INDEX clubs_page ON clubs (created_at, id);
COMMENT ON TABLE clubs IS
    'A group that learns together.';
COMMENT ON COLUMN clubs.organization_id IS
    'The directory''s organization that the club belongs to.';
COMMENT ON COLUMN clubs.area IS
    'Where the club meets: an ISO 3166 code.';
COMMENT ON COLUMN clubs.accepts_requests IS
    'Whether the club is listed with its organization and anyone may ask to join.';
COMMENT ON COLUMN clubs.time_zone IS
    'The IANA time zone in whose study days new assignments begin and end.';
COMMENT ON COLUMN clubs.archived_at IS
    'When a leader archived the club; null if the club accepts members and assignments.';

CREATE TABLE club_memberships (
    id uuid PRIMARY KEY,
    club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('leader', 'member')),
    joined_at timestamptz NOT NULL,
    moved_at timestamptz,
    shares_activity boolean NOT NULL,
    shares_results boolean NOT NULL,
    shares_answers boolean NOT NULL,
    alias text COLLATE kk,
    UNIQUE (club_id, learner_id)
);
CREATE INDEX club_memberships_learner_id ON club_memberships (learner_id, joined_at, id);
CREATE INDEX club_memberships_page ON club_memberships (club_id, joined_at, id);
COMMENT ON TABLE club_memberships IS
    'A learner''s membership of a club, and the data they share with its leaders.';
COMMENT ON COLUMN club_memberships.moved_at IS
    'When the membership was last moved here from another club; null if the learner joined this club.';
COMMENT ON COLUMN club_memberships.shares_activity IS
    'Whether leaders see when and how much the member studies.';
COMMENT ON COLUMN club_memberships.shares_results IS
    'Whether leaders see what the member has learned.';
COMMENT ON COLUMN club_memberships.shares_answers IS
    'Whether leaders see the member''s answers: as totals, and one by one in the export of statements.';
COMMENT ON COLUMN club_memberships.alias IS
    'The leaders'' own name for the member, at first the label of the personal invitation.';

CREATE TABLE club_invitations (
    id uuid PRIMARY KEY,
    club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
    code text NOT NULL UNIQUE,
    label text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    max_uses integer CHECK (max_uses > 0),
    uses integer NOT NULL CHECK (uses >= 0),
    revoked_at timestamptz,
    CHECK (uses <= max_uses)
);
CREATE INDEX club_invitations_page ON club_invitations (club_id, created_at, id);
COMMENT ON TABLE club_invitations IS
    'Codes that admit their holders to a club.';
COMMENT ON COLUMN club_invitations.label IS
    'The leaders'' own note: whom the invitation is for.';
COMMENT ON COLUMN club_invitations.max_uses IS
    'How many people it admits; null if unlimited.';
COMMENT ON COLUMN club_invitations.uses IS
    'How many people it has admitted.';

CREATE TABLE club_join_requests (
    id uuid PRIMARY KEY,
    club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    message text,
    shares_activity boolean NOT NULL,
    shares_results boolean NOT NULL,
    shares_answers boolean NOT NULL,
    requested_at timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn')),
    decided_at timestamptz
);
CREATE INDEX club_join_requests_learner_id ON club_join_requests (learner_id, id);
CREATE UNIQUE INDEX club_join_requests_open ON club_join_requests (club_id, learner_id) WHERE status = 'open';
CREATE INDEX club_join_requests_page ON club_join_requests (club_id, id) WHERE status = 'open';
COMMENT ON TABLE club_join_requests IS
    'Requests to join a club.';
COMMENT ON COLUMN club_join_requests.shares_activity IS
    'What the learner will share once admitted, as in club_memberships.';
COMMENT ON COLUMN club_join_requests.decided_at IS
    'When a leader decided, or the learner withdrew the request.';

CREATE TABLE club_notes (
    id uuid PRIMARY KEY,
    club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
    author_id uuid REFERENCES accounts ON DELETE SET NULL,
    membership_id uuid REFERENCES club_memberships ON DELETE CASCADE,
    text text NOT NULL,
    sent_at timestamptz NOT NULL
);
CREATE INDEX club_notes_page ON club_notes (club_id, sent_at, id);
CREATE INDEX club_notes_membership_id ON club_notes (membership_id);
CREATE INDEX club_notes_author_id ON club_notes (author_id);
COMMENT ON TABLE club_notes IS
    'Notes from leaders to the members of a club.';
COMMENT ON COLUMN club_notes.author_id IS
    'The leader; null if the account was deleted.';
COMMENT ON COLUMN club_notes.membership_id IS
    'The member whom the note is for; null if it is for all.';

CREATE TABLE club_access_log (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    id uuid NOT NULL,
    club_id uuid NOT NULL,
    leader_id uuid REFERENCES accounts ON DELETE SET NULL,
    subject text NOT NULL,
    accessed_at timestamptz NOT NULL,
    club_name text,
    PRIMARY KEY (learner_id, id)
);
COMMENT ON TABLE club_access_log IS
    'Leaders'' accesses to members'' shared data; one row for each member and access. Accesses within minutes of a row are not repeated. Append-only.';
COMMENT ON COLUMN club_access_log.id IS
    'The id of the access: the same for every member that it concerns.';
COMMENT ON COLUMN club_access_log.club_id IS
    'The club. No foreign key: the entries are the members'', and stay when the club is deleted.';
COMMENT ON COLUMN club_access_log.leader_id IS
    'The leader; null if the account was deleted.';
COMMENT ON COLUMN club_access_log.subject IS
    'The kind of data that was accessed.';
COMMENT ON COLUMN club_access_log.club_name IS
    'The name of the club at the time of the access; it is shown once the club is deleted.';

CREATE TABLE assignments (
    id uuid PRIMARY KEY,
    club_id uuid NOT NULL REFERENCES clubs ON DELETE CASCADE,
    note text,
    from_day integer NOT NULL,
    until_day integer NOT NULL,
    time_zone text NOT NULL,
    begins_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    for_all boolean NOT NULL,
    created_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    CHECK (from_day <= until_day)
);
CREATE INDEX assignments_page ON assignments (club_id, created_at, id);
COMMENT ON TABLE assignments IS
    'Words that a club''s leaders assign to its members, from a first to a last study day.';
COMMENT ON COLUMN assignments.from_day IS
    'The first study day, in days since 1970-01-01.';
COMMENT ON COLUMN assignments.until_day IS
    'The last study day, in days since 1970-01-01.';
COMMENT ON COLUMN assignments.time_zone IS
    'The IANA time zone of these days: that of the club when the assignment was created.';
COMMENT ON COLUMN assignments.begins_at IS
    'When the first day begins.';
COMMENT ON COLUMN assignments.ends_at IS
    'When the last day ends.';
COMMENT ON COLUMN assignments.for_all IS
    'Whether it applies to all members, including those who join later.';

CREATE TABLE assignment_words (
    assignment_id uuid NOT NULL REFERENCES assignments ON DELETE CASCADE,
    word_id uuid NOT NULL REFERENCES words,
    position integer NOT NULL,
    lesson_id uuid REFERENCES lessons,
    PRIMARY KEY (assignment_id, word_id)
);
COMMENT ON COLUMN assignment_words.lesson_id IS
    'The assigned lesson that the word was part of; null if the word was assigned on its own.';

CREATE TABLE assignment_members (
    learner_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    assignment_id uuid NOT NULL REFERENCES assignments ON DELETE CASCADE,
    change_number bigint,
    PRIMARY KEY (learner_id, assignment_id)
);
CREATE INDEX assignment_members_assignment_id ON assignment_members (assignment_id);
CREATE INDEX assignment_members_awaited ON assignment_members (learner_id) WHERE change_number IS NULL;
COMMENT ON TABLE assignment_members IS
    'The members that an assignment applies to, while they are in the club.';
COMMENT ON COLUMN assignment_members.change_number IS
    'The learner''s change number when the cards of its words were created; null if they are still to be created, at the learner''s next request.';
