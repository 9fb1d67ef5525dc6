-- The directory: records as documents, with the columns that lists filter, order and join by.

CREATE TABLE sources (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    version integer NOT NULL,
    published boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    content jsonb NOT NULL
);
COMMENT ON TABLE sources IS
    'A publication or document that supports statements.';
COMMENT ON COLUMN sources.version IS
    'The number of the current revision, from 1.';
COMMENT ON COLUMN sources.published IS
    'Whether everyone may see the record; otherwise only editors.';
COMMENT ON COLUMN sources.content IS
    'The record as a JSON document: the content of its current revision.';

CREATE TABLE kind_terms (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    scheme text NOT NULL,
    broader text,
    position integer NOT NULL,
    version integer NOT NULL,
    published boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    content jsonb NOT NULL
);
CREATE INDEX kind_terms_broader ON kind_terms (broader) WHERE broader IS NOT NULL;
COMMENT ON TABLE kind_terms IS
    'A kind of organization or of post: a term of the vocabulary that editors extend (SKOS).';
COMMENT ON COLUMN kind_terms.scheme IS
    'What the term is a kind of.';
COMMENT ON COLUMN kind_terms.broader IS
    'The slug of the broader term.';
COMMENT ON COLUMN kind_terms.version IS
    'The number of the current revision, from 1.';
COMMENT ON COLUMN kind_terms.published IS
    'Whether everyone may see the record; otherwise only editors.';
COMMENT ON COLUMN kind_terms.content IS
    'The record as a JSON document: the content of its current revision.';

CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    kind text NOT NULL,
    position integer NOT NULL,
    sort_name_kk text COLLATE kk NOT NULL,
    sort_name_ru text COLLATE ru NOT NULL,
    sort_name_en text COLLATE en NOT NULL,
    version integer NOT NULL,
    published boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    merged_into_id uuid REFERENCES organizations,
    content jsonb NOT NULL,
    identity_keys text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX organizations_kind ON organizations (kind);
CREATE INDEX organizations_sort_name_kk ON organizations (sort_name_kk, id);
CREATE INDEX organizations_sort_name_ru ON organizations (sort_name_ru, id);
CREATE INDEX organizations_sort_name_en ON organizations (sort_name_en, id);
CREATE INDEX organizations_identity_keys ON organizations USING gin (identity_keys) WITH (fastupdate=off);
COMMENT ON TABLE organizations IS
    'A public body: an assembly, a council, a club, a department (W3C ORG, Popolo).';
COMMENT ON COLUMN organizations.kind IS
    'The slug of a term of the vocabulary of kinds.';
COMMENT ON COLUMN organizations.position IS
    'Its place among its siblings, in the institution''s own order.';
COMMENT ON COLUMN organizations.sort_name_kk IS
    'The current name as readers of Kazakh see it, without quotation marks; their lists are ordered by it.';
COMMENT ON COLUMN organizations.sort_name_ru IS
    'The current name as readers of Russian see it, without quotation marks; their lists are ordered by it.';
COMMENT ON COLUMN organizations.sort_name_en IS
    'The current name as readers of English see it, without quotation marks; their lists are ordered by it.';
COMMENT ON COLUMN organizations.version IS
    'The number of the current revision, from 1.';
COMMENT ON COLUMN organizations.published IS
    'Whether everyone may see the record; otherwise only editors.';
COMMENT ON COLUMN organizations.merged_into_id IS
    'The organization that this one was merged into; the old id and slug redirect there.';
COMMENT ON COLUMN organizations.content IS
    'The record as a JSON document: the content of its current revision.';
COMMENT ON COLUMN organizations.identity_keys IS
    'The names, reduced as in the search, and the identifiers. Two records that share one may be duplicates.';

CREATE TABLE affiliations (
    organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
    relation text NOT NULL CHECK (relation IN ('parent', 'host')),
    position integer NOT NULL,
    target_id uuid NOT NULL REFERENCES organizations,
    begins date,
    ends date,
    PRIMARY KEY (organization_id, relation, "position")
);
CREATE INDEX affiliations_target_id ON affiliations (target_id, relation, organization_id);
COMMENT ON TABLE affiliations IS
    'One organization is part of another, or is hosted by it, for a period. Derived from the organization''s document.';
COMMENT ON COLUMN affiliations."position" IS
    'The order in which the relations began; of those that cover a day, the last one holds.';
COMMENT ON COLUMN affiliations.begins IS
    'The first day of the period; null if it has no known beginning.';
COMMENT ON COLUMN affiliations.ends IS
    'The last possible day of the period; null if it is not known to have ended.';

CREATE TABLE people (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    version integer NOT NULL,
    published boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    merged_into_id uuid REFERENCES people,
    content jsonb NOT NULL,
    sort_name_kk text COLLATE kk NOT NULL,
    sort_name_ru text COLLATE ru NOT NULL,
    sort_name_en text COLLATE en NOT NULL,
    identity_keys text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX people_sort_name_kk ON people (sort_name_kk, id);
CREATE INDEX people_sort_name_ru ON people (sort_name_ru, id);
CREATE INDEX people_sort_name_en ON people (sort_name_en, id);
CREATE INDEX people_identity_keys ON people USING gin (identity_keys) WITH (fastupdate=off);
COMMENT ON TABLE people IS
    'A person who holds or held a post, or is a member of an organization.';
COMMENT ON COLUMN people.version IS
    'The number of the current revision, from 1.';
COMMENT ON COLUMN people.published IS
    'Whether everyone may see the record; otherwise only editors.';
COMMENT ON COLUMN people.merged_into_id IS
    'The person that this one was merged into; the old id and slug redirect there.';
COMMENT ON COLUMN people.content IS
    'The record as a JSON document: the content of its current revision.';
COMMENT ON COLUMN people.sort_name_kk IS
    'The current name with the family name first as readers of Kazakh see it, without quotation marks; their lists are ordered by it.';
COMMENT ON COLUMN people.sort_name_ru IS
    'The current name with the family name first as readers of Russian see it, without quotation marks; their lists are ordered by it.';
COMMENT ON COLUMN people.sort_name_en IS
    'The current name with the family name first as readers of English see it, without quotation marks; their lists are ordered by it.';
COMMENT ON COLUMN people.identity_keys IS
    'The names, reduced as in the search, and the identifiers. Two records that share one may be duplicates.';

CREATE TABLE posts (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    organization_id uuid NOT NULL REFERENCES organizations,
    kind text NOT NULL,
    position integer NOT NULL,
    version integer NOT NULL,
    published boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    content jsonb NOT NULL
);
CREATE INDEX posts_kind ON posts (kind);
CREATE INDEX posts_organization_id ON posts (organization_id, position, id);
COMMENT ON TABLE posts IS
    'A position in an organization that exists independently of its holder (Popolo).';
COMMENT ON COLUMN posts.kind IS
    'The slug of a term of the vocabulary of kinds.';
COMMENT ON COLUMN posts.version IS
    'The number of the current revision, from 1.';
COMMENT ON COLUMN posts.published IS
    'Whether everyone may see the record; otherwise only editors.';
COMMENT ON COLUMN posts.content IS
    'The record as a JSON document: the content of its current revision.';

CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations,
    post_id uuid REFERENCES posts,
    person_id uuid NOT NULL REFERENCES people,
    position integer NOT NULL,
    version integer NOT NULL,
    published boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    content jsonb NOT NULL,
    identity_keys text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX memberships_organization_id ON memberships (organization_id, position, id);
CREATE INDEX memberships_identity_keys ON memberships USING gin (identity_keys) WITH (fastupdate=off);
CREATE INDEX memberships_person_id ON memberships (person_id);
CREATE INDEX memberships_post_id ON memberships (post_id, position);
COMMENT ON TABLE memberships IS
    'A person''s membership of an organization, in a post or as an ordinary member (Popolo).';
COMMENT ON COLUMN memberships.position IS
    'Among the holders of a post, the order of succession from 1; among ordinary members, the list order.';
COMMENT ON COLUMN memberships.version IS
    'The number of the current revision, from 1.';
COMMENT ON COLUMN memberships.published IS
    'Whether everyone may see the record; otherwise only editors.';
COMMENT ON COLUMN memberships.content IS
    'The record as a JSON document: the content of its current revision.';
COMMENT ON COLUMN memberships.identity_keys IS
    'The person with the organization and the post. Two records that share it may be duplicates.';

CREATE TABLE events (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    kind text NOT NULL,
    position integer NOT NULL,
    version integer NOT NULL,
    published boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    content jsonb NOT NULL,
    sort_title_kk text COLLATE kk NOT NULL,
    sort_title_ru text COLLATE ru NOT NULL,
    sort_title_en text COLLATE en NOT NULL,
    starts_at timestamptz,
    ends_at timestamptz
);
CREATE INDEX events_sort_title_kk ON events (sort_title_kk, id);
CREATE INDEX events_sort_title_ru ON events (sort_title_ru, id);
CREATE INDEX events_sort_title_en ON events (sort_title_en, id);
CREATE INDEX events_starts_at ON events (starts_at) WHERE starts_at IS NOT NULL;
COMMENT ON TABLE events IS
    'An event that organizations hold: a seminar, a contest, a celebration.';
COMMENT ON COLUMN events.version IS
    'The number of the current revision, from 1.';
COMMENT ON COLUMN events.published IS
    'Whether everyone may see the record; otherwise only editors.';
COMMENT ON COLUMN events.content IS
    'The record as a JSON document: the content of its current revision.';
COMMENT ON COLUMN events.sort_title_kk IS
    'The title as readers of Kazakh see it, without quotation marks; their lists are ordered by it.';
COMMENT ON COLUMN events.sort_title_ru IS
    'The title as readers of Russian see it, without quotation marks; their lists are ordered by it.';
COMMENT ON COLUMN events.sort_title_en IS
    'The title as readers of English see it, without quotation marks; their lists are ordered by it.';
COMMENT ON COLUMN events.starts_at IS
    'The start of its schedule, or of the days on which it is held; null if neither is known.';
COMMENT ON COLUMN events.ends_at IS
    'The end of its schedule, or of the days on which it is held; null if it never ends, or if neither is known.';

CREATE TABLE event_organizers (
    event_id uuid NOT NULL REFERENCES events ON DELETE CASCADE,
    organization_id uuid NOT NULL REFERENCES organizations,
    position integer NOT NULL,
    PRIMARY KEY (event_id, organization_id)
);
CREATE INDEX event_organizers_organization_id ON event_organizers (organization_id);

CREATE TABLE indicators (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    organization_id uuid REFERENCES organizations,
    area text,
    position integer NOT NULL,
    version integer NOT NULL,
    published boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    content jsonb NOT NULL,
    CHECK ((organization_id IS NULL) <> (area IS NULL))
);
CREATE INDEX indicators_organization_id ON indicators (organization_id, position, id);
CREATE INDEX indicators_position ON indicators (position, id);
COMMENT ON TABLE indicators IS
    'A figure that is tracked for an organization or an area.';
COMMENT ON COLUMN indicators.area IS
    'ISO 3166 code of the area; null if the indicator belongs to an organization.';
COMMENT ON COLUMN indicators.version IS
    'The number of the current revision, from 1.';
COMMENT ON COLUMN indicators.published IS
    'Whether everyone may see the record; otherwise only editors.';
COMMENT ON COLUMN indicators.content IS
    'The record as a JSON document: the content of its current revision.';

CREATE TABLE observations (
    indicator_id uuid NOT NULL REFERENCES indicators ON DELETE CASCADE,
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    published boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    content jsonb NOT NULL,
    period_begins date,
    supersedes_id uuid REFERENCES observations
);
CREATE INDEX observations_indicator_id ON observations (indicator_id, period_begins, id);
CREATE INDEX observations_supersedes_id ON observations (supersedes_id) WHERE supersedes_id IS NOT NULL;
COMMENT ON TABLE observations IS
    'The value of an indicator in a period.';
COMMENT ON COLUMN observations.version IS
    'The number of the current revision, from 1.';
COMMENT ON COLUMN observations.published IS
    'Whether everyone may see the record; otherwise only editors.';
COMMENT ON COLUMN observations.content IS
    'The record as a JSON document: the content of its current revision.';
COMMENT ON COLUMN observations.period_begins IS
    'The first day of the period; null if it has no beginning.';
COMMENT ON COLUMN observations.supersedes_id IS
    'The observation that this one corrects.';

CREATE TABLE revisions (
    record_id uuid NOT NULL,
    version integer NOT NULL,
    record_kind text NOT NULL,
    recorded_at timestamptz NOT NULL,
    editor_id uuid REFERENCES accounts ON DELETE SET NULL,
    action text NOT NULL,
    reason text,
    content jsonb NOT NULL,
    published boolean NOT NULL,
    merged_into_id uuid,
    PRIMARY KEY (record_id, version)
);
CREATE UNIQUE INDEX revisions_recorded_at ON revisions (recorded_at, record_id);
CREATE INDEX revisions_slug ON revisions (record_kind, (content ->> 'slug'))
    WHERE published AND content ->> 'slug' IS NOT NULL;
COMMENT ON TABLE revisions IS
    'Every version of every directory record, including the current one. Append-only.';
COMMENT ON INDEX revisions_slug IS
    'Finds records by the slugs that they were published with.';
COMMENT ON COLUMN revisions.recorded_at IS
    'When the revision was written; unique and increasing across all records.';
COMMENT ON COLUMN revisions.editor_id IS
    'The editor; null for the content import, and for an editor whose account was deleted.';
COMMENT ON COLUMN revisions.content IS
    'The whole record in this version.';

CREATE TABLE record_references (
    record_id uuid NOT NULL,
    target_id uuid NOT NULL,
    PRIMARY KEY (record_id, target_id)
);
CREATE INDEX record_references_target_id ON record_references (target_id);
COMMENT ON TABLE record_references IS
    'The records that a record''s current version refers to, including its sources.';

CREATE TABLE webhooks (
    id uuid PRIMARY KEY,
    url text NOT NULL,
    record_kinds text[] NOT NULL,
    secret bytea NOT NULL,
    created_at timestamptz NOT NULL,
    delivered_until timestamptz NOT NULL,
    next_at timestamptz,
    failing_since timestamptz,
    failures smallint NOT NULL DEFAULT 0,
    last_error text
);
CREATE INDEX webhooks_next_at ON webhooks (next_at) WHERE next_at IS NOT NULL;
COMMENT ON TABLE webhooks IS
    'Addresses that are notified of public changes, which are read from the revisions.';
COMMENT ON COLUMN webhooks.record_kinds IS
    'The kinds of records whose changes are delivered; empty for all.';
COMMENT ON COLUMN webhooks.secret IS
    'The key that messages are signed with, encrypted if the service has a key for that.';
COMMENT ON COLUMN webhooks.delivered_until IS
    'The time up to which all changes that the webhook wants were delivered, so that no revision before it is read again.';
COMMENT ON COLUMN webhooks.next_at IS
    'When to look for changes again, or the end of the lease of the process that delivers them; null if the receiver was given up.';
COMMENT ON COLUMN webhooks.failing_since IS
    'Since when the receiver has accepted nothing; null if it accepted the last message.';
COMMENT ON COLUMN webhooks.failures IS
    'How often in a row the receiver has not accepted a message.';

CREATE TABLE imported_records (
    record_kind text NOT NULL,
    key text NOT NULL,
    record_id uuid NOT NULL UNIQUE,
    version integer NOT NULL,
    PRIMARY KEY (record_kind, key)
);
COMMENT ON TABLE imported_records IS
    'The records that the content import created: their key in the content, their id and the version written. A record with a higher version was edited by a person.';

CREATE TABLE proposals (
    id uuid PRIMARY KEY,
    record_kind text NOT NULL,
    record_id uuid NOT NULL,
    version integer NOT NULL,
    changes jsonb NOT NULL,
    source text NOT NULL,
    comment text,
    proposer_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    status text NOT NULL,
    decided_by uuid REFERENCES accounts ON DELETE SET NULL,
    decided_at timestamptz,
    answer text
);
CREATE INDEX proposals_proposer_id ON proposals (proposer_id, created_at, id);
CREATE INDEX proposals_status ON proposals (status, created_at, id);
COMMENT ON TABLE proposals IS
    'Corrections that users propose, and the editors'' decisions.';
COMMENT ON COLUMN proposals.version IS
    'The version of the record that the proposer saw.';
