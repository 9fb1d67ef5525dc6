-- The official order of the 42 Kazakh letters, numbers by value.
CREATE COLLATION kk (provider = icu, locale = 'kk-KZ-u-kn-true');

CREATE TABLE sources (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  kind text NOT NULL,
  title_kk text NOT NULL,
  title_ru text,
  title_en text,
  author text,
  issued text,
  retired_at timestamptz
);
COMMENT ON TABLE sources IS 'Where a fact is taken from.';
COMMENT ON COLUMN sources.issued IS 'When it was published, EDTF.';

CREATE TABLE organizations (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  kind text NOT NULL,
  position integer NOT NULL,
  name_kk text COLLATE kk NOT NULL,
  name_ru text,
  name_en text,
  short_name_kk text,
  short_name_ru text,
  short_name_en text,
  name_since text,
  sort_name text COLLATE kk NOT NULL,
  description_kk text,
  description_ru text,
  description_en text,
  founded text,
  parent_id uuid REFERENCES organizations,
  host_id uuid REFERENCES organizations,
  source_id uuid NOT NULL REFERENCES sources,
  retired_at timestamptz,
  CHECK (parent_id <> id)
);
CREATE INDEX organizations_parent_id ON organizations (parent_id, position, id);
CREATE INDEX organizations_host_id ON organizations (host_id, position, id);
CREATE INDEX organizations_sort_name ON organizations (sort_name, id);
COMMENT ON TABLE organizations IS 'A public body: an assembly, a council, a club, a department (W3C ORG, Popolo).';
COMMENT ON COLUMN organizations.position IS 'Its place among its siblings, as the institution lists them.';
COMMENT ON COLUMN organizations.sort_name IS 'The Kazakh name without quotation marks: what lists are ordered by.';
COMMENT ON COLUMN organizations.name_since IS 'Since when it bears its present name, EDTF.';
COMMENT ON COLUMN organizations.founded IS 'EDTF.';
COMMENT ON COLUMN organizations.host_id IS 'The organization in whose building it works.';
COMMENT ON COLUMN organizations.retired_at IS 'When the content no longer held it; it is kept for what refers to it.';

CREATE TABLE former_names (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  position integer NOT NULL,
  name_kk text NOT NULL,
  name_ru text,
  name_en text,
  since text,
  until text,
  source_id uuid NOT NULL REFERENCES sources,
  PRIMARY KEY (organization_id, position)
);
COMMENT ON TABLE former_names IS 'A name that an organization bore before its present one.';
COMMENT ON COLUMN former_names.since IS 'EDTF; unknown where null.';
COMMENT ON COLUMN former_names.until IS 'EDTF; unknown where null.';

CREATE TABLE milestones (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  position integer NOT NULL,
  date text NOT NULL,
  text_kk text NOT NULL,
  text_ru text,
  text_en text,
  source_id uuid NOT NULL REFERENCES sources,
  PRIMARY KEY (organization_id, position)
);
COMMENT ON TABLE milestones IS 'A dated fact of an organization''s history.';
COMMENT ON COLUMN milestones.date IS 'EDTF.';

CREATE TABLE people (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name_kk text COLLATE kk NOT NULL,
  name_ru text,
  name_en text,
  note_kk text,
  note_ru text,
  note_en text,
  source_id uuid NOT NULL REFERENCES sources,
  retired_at timestamptz
);
CREATE INDEX people_name_kk ON people (name_kk, id);
COMMENT ON TABLE people IS 'Someone who holds or held a post, or is a member of an organization.';

CREATE TABLE posts (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  organization_id uuid NOT NULL REFERENCES organizations,
  kind text NOT NULL,
  position integer NOT NULL,
  title_kk text NOT NULL,
  title_ru text,
  title_en text,
  source_id uuid NOT NULL REFERENCES sources,
  retired_at timestamptz
);
CREATE INDEX posts_organization_id ON posts (organization_id, position, id);
COMMENT ON TABLE posts IS 'A position in an organization that exists whoever holds it (Popolo).';

CREATE TABLE memberships (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  post_id uuid REFERENCES posts,
  person_id uuid NOT NULL REFERENCES people,
  term integer NOT NULL,
  position integer NOT NULL,
  role_kk text,
  role_ru text,
  role_en text,
  since text,
  until text,
  attested text,
  source_id uuid NOT NULL REFERENCES sources,
  retired_at timestamptz,
  UNIQUE NULLS NOT DISTINCT (organization_id, post_id, person_id, term)
);
CREATE INDEX memberships_post_id ON memberships (post_id, position);
CREATE INDEX memberships_person_id ON memberships (person_id);
COMMENT ON TABLE memberships IS 'A person belongs to an organization, in a post or as an ordinary member (Popolo).';
COMMENT ON COLUMN memberships.term IS 'Which of the person''s terms there it is, the first 1: with who, where and in which post it is what a membership is known by.';
COMMENT ON COLUMN memberships.position IS 'The order of succession among the holders of a post, the first holder 1; among members, the order of listing.';
COMMENT ON COLUMN memberships.since IS 'EDTF; unknown where null.';
COMMENT ON COLUMN memberships.until IS 'EDTF; not over, or unknown, where null.';
COMMENT ON COLUMN memberships.attested IS 'When the source saw the person in the post, EDTF.';

CREATE TABLE events (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  kind text NOT NULL,
  position integer NOT NULL,
  title_kk text COLLATE kk NOT NULL,
  title_ru text,
  title_en text,
  description_kk text,
  description_ru text,
  description_en text,
  recurrence text,
  held text,
  source_id uuid NOT NULL REFERENCES sources,
  retired_at timestamptz
);
CREATE INDEX events_title_kk ON events (title_kk, id);
COMMENT ON TABLE events IS 'What organizations hold: a seminar, a contest, a celebration.';
COMMENT ON COLUMN events.recurrence IS 'repeated or yearly; null: held once, or not known.';
COMMENT ON COLUMN events.held IS 'When it was held, EDTF; unknown where null.';

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
  name_kk text NOT NULL,
  name_ru text,
  name_en text,
  retired_at timestamptz,
  CHECK ((organization_id IS NULL) <> (area IS NULL))
);
CREATE INDEX indicators_organization_id ON indicators (organization_id, position, id);
CREATE INDEX indicators_position ON indicators (position, id);
COMMENT ON TABLE indicators IS 'Something that is counted, of an organization or of an area.';
COMMENT ON COLUMN indicators.area IS 'ISO 3166 code, where it is not an organization''s.';

CREATE TABLE observations (
  indicator_id uuid NOT NULL REFERENCES indicators ON DELETE CASCADE,
  position integer NOT NULL,
  period text NOT NULL,
  value bigint NOT NULL,
  qualifier text,
  source_id uuid NOT NULL REFERENCES sources,
  PRIMARY KEY (indicator_id, position)
);
COMMENT ON TABLE observations IS 'An indicator''s value in a period.';
COMMENT ON COLUMN observations.period IS 'EDTF.';
COMMENT ON COLUMN observations.qualifier IS 'over: the source says only that it is more than the value.';
