-- Records of the directory become documents with a version, of which every edit keeps the state in `revisions`. What
-- lists are filtered, ordered and joined by stays in columns of its own. What is there keeps its id.

CREATE FUNCTION pg_temp.texts(kk text, ru text, en text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
  $$ SELECT CASE WHEN kk IS NOT NULL THEN jsonb_build_object('kk', kk, 'ru', ru, 'en', en) END $$;
CREATE FUNCTION pg_temp.cites(source uuid) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
  $$ SELECT jsonb_build_array(jsonb_build_object('source', source)) $$;

-- Sources
ALTER TABLE sources
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN published boolean NOT NULL DEFAULT true,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN content jsonb;
UPDATE sources SET published = retired_at IS NULL, content = jsonb_strip_nulls(jsonb_build_object(
  'slug', slug, 'kind', kind, 'title', pg_temp.texts(title_kk, title_ru, title_en),
  'author', author, 'issued', issued));

-- Organizations
CREATE TABLE affiliations (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  relation text NOT NULL CHECK (relation IN ('parent', 'host')),
  position integer NOT NULL,
  target_id uuid NOT NULL REFERENCES organizations,
  begins date,
  ends date,
  PRIMARY KEY (organization_id, relation, position)
);
CREATE INDEX affiliations_target_id ON affiliations (target_id, relation, organization_id);
COMMENT ON TABLE affiliations IS 'An organization is part of another, or works in its building, for a time: the times and links of its document.';
COMMENT ON COLUMN affiliations.begins IS 'The first day on which it is taken to hold; null: since ever.';
COMMENT ON COLUMN affiliations.ends IS 'The last day on which it can hold; null: not known to be over.';
INSERT INTO affiliations SELECT id, 'parent', 1, parent_id FROM organizations WHERE parent_id IS NOT NULL;
INSERT INTO affiliations SELECT id, 'host', 1, host_id FROM organizations WHERE host_id IS NOT NULL;

ALTER TABLE organizations
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN published boolean NOT NULL DEFAULT true,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN merged_into_id uuid REFERENCES organizations,
  ADD COLUMN content jsonb;
UPDATE organizations o SET published = retired_at IS NULL, content = jsonb_strip_nulls(jsonb_build_object(
  'slug', slug, 'kind', kind, 'position', position,
  'names', coalesce((
      SELECT jsonb_agg(jsonb_build_object('text', pg_temp.texts(f.name_kk, f.name_ru, f.name_en),
        'since', f.since, 'until', f.until, 'citations', pg_temp.cites(f.source_id)) ORDER BY f.position)
      FROM former_names f WHERE f.organization_id = o.id), '[]')
    || jsonb_build_array(jsonb_build_object('text', pg_temp.texts(name_kk, name_ru, name_en),
      'since', name_since, 'citations', pg_temp.cites(source_id))),
  'shortName', pg_temp.texts(short_name_kk, short_name_ru, short_name_en),
  'description', pg_temp.texts(description_kk, description_ru, description_en),
  'founded', CASE WHEN founded IS NOT NULL
    THEN jsonb_build_object('date', founded, 'citations', pg_temp.cites(source_id)) END,
  'parents', CASE WHEN parent_id IS NOT NULL THEN jsonb_build_array(
    jsonb_build_object('organization', parent_id, 'citations', pg_temp.cites(source_id))) END,
  'hosts', CASE WHEN host_id IS NOT NULL THEN jsonb_build_array(
    jsonb_build_object('organization', host_id, 'citations', pg_temp.cites(source_id))) END,
  'milestones', (SELECT jsonb_agg(jsonb_build_object('date', m.date,
      'text', pg_temp.texts(m.text_kk, m.text_ru, m.text_en), 'citations', pg_temp.cites(m.source_id))
      ORDER BY m.position) FROM milestones m WHERE m.organization_id = o.id),
  'citations', pg_temp.cites(source_id)));

-- People, posts, memberships
ALTER TABLE people
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN published boolean NOT NULL DEFAULT true,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN merged_into_id uuid REFERENCES people,
  ADD COLUMN content jsonb;
UPDATE people SET published = retired_at IS NULL, content = jsonb_strip_nulls(jsonb_build_object(
  'slug', slug,
  'names', jsonb_build_array(jsonb_build_object(
    'text', pg_temp.texts(name_kk, name_ru, name_en), 'citations', pg_temp.cites(source_id))),
  'note', pg_temp.texts(note_kk, note_ru, note_en),
  'citations', pg_temp.cites(source_id)));

ALTER TABLE posts
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN published boolean NOT NULL DEFAULT true,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN content jsonb;
UPDATE posts SET published = retired_at IS NULL, content = jsonb_strip_nulls(jsonb_build_object(
  'slug', slug, 'organization', organization_id, 'kind', kind, 'position', position,
  'title', pg_temp.texts(title_kk, title_ru, title_en), 'citations', pg_temp.cites(source_id)));

ALTER TABLE memberships
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN published boolean NOT NULL DEFAULT true,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN content jsonb;
UPDATE memberships SET published = retired_at IS NULL, content = jsonb_strip_nulls(jsonb_build_object(
  'organization', organization_id, 'post', post_id, 'person', person_id, 'position', position, 'acting', false,
  'role', pg_temp.texts(role_kk, role_ru, role_en), 'since', since, 'until', until, 'attested', attested,
  'citations', pg_temp.cites(source_id)));

-- Events
ALTER TABLE events
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN published boolean NOT NULL DEFAULT true,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN content jsonb,
  ADD COLUMN sort_title text COLLATE kk,
  ADD COLUMN starts_at timestamptz,
  ADD COLUMN ends_at timestamptz;
UPDATE events e SET published = retired_at IS NULL,
  sort_title = btrim(translate(title_kk, '«»„“”"', '')),
  content = jsonb_strip_nulls(jsonb_build_object(
    'slug', slug, 'kind', kind, 'position', position, 'title', pg_temp.texts(title_kk, title_ru, title_en),
    'description', pg_temp.texts(description_kk, description_ru, description_en),
    'recurrence', recurrence, 'held', held,
    'organizers', coalesce((SELECT jsonb_agg(o.organization_id ORDER BY o.position)
      FROM event_organizers o WHERE o.event_id = e.id), '[]'),
    'citations', pg_temp.cites(source_id)));

-- Figures: each observation becomes a record.
ALTER TABLE indicators
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN published boolean NOT NULL DEFAULT true,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN content jsonb;
UPDATE indicators SET published = retired_at IS NULL, content = jsonb_strip_nulls(jsonb_build_object(
  'slug', slug, 'organization', organization_id, 'area', area, 'position', position,
  'name', pg_temp.texts(name_kk, name_ru, name_en)));

ALTER TABLE observations
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN published boolean NOT NULL DEFAULT true,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN content jsonb,
  ADD COLUMN period_begins date,
  ADD COLUMN supersedes_id uuid;
UPDATE observations SET
  period_begins = CASE WHEN period ~ '^\d{4}' THEN
    (left(period, 4) || coalesce((regexp_match(period, '^\d{4}-(\d\d)'))[1], '01')
      || coalesce((regexp_match(period, '^\d{4}-\d\d-(\d\d)'))[1], '01'))::date END,
  content = jsonb_strip_nulls(jsonb_build_object(
    'indicator', indicator_id, 'period', period, 'value', value, 'qualifier', qualifier,
    'citations', pg_temp.cites(source_id)));

-- What the documents hold now, the columns need not.
ALTER TABLE observations
  DROP CONSTRAINT observations_pkey, ADD PRIMARY KEY (id),
  ADD FOREIGN KEY (supersedes_id) REFERENCES observations,
  DROP COLUMN position, DROP COLUMN period, DROP COLUMN value, DROP COLUMN qualifier, DROP COLUMN source_id;
CREATE INDEX observations_indicator_id ON observations (indicator_id, period_begins, id);
CREATE INDEX observations_supersedes_id ON observations (supersedes_id) WHERE supersedes_id IS NOT NULL;
ALTER TABLE indicators
  DROP COLUMN name_kk, DROP COLUMN name_ru, DROP COLUMN name_en, DROP COLUMN retired_at;
ALTER TABLE events
  ALTER COLUMN sort_title SET NOT NULL,
  DROP COLUMN title_kk, DROP COLUMN title_ru, DROP COLUMN title_en, DROP COLUMN description_kk,
  DROP COLUMN description_ru, DROP COLUMN description_en, DROP COLUMN recurrence, DROP COLUMN held,
  DROP COLUMN source_id, DROP COLUMN retired_at;
CREATE INDEX events_sort_title ON events (sort_title, id);
CREATE INDEX events_starts_at ON events (starts_at) WHERE starts_at IS NOT NULL;
ALTER TABLE memberships
  DROP CONSTRAINT memberships_organization_id_post_id_person_id_term_key,
  DROP COLUMN term, DROP COLUMN role_kk, DROP COLUMN role_ru, DROP COLUMN role_en, DROP COLUMN since,
  DROP COLUMN until, DROP COLUMN attested, DROP COLUMN source_id;
CREATE INDEX memberships_organization_id ON memberships (organization_id, position, id);
ALTER TABLE posts
  DROP COLUMN kind, DROP COLUMN title_kk, DROP COLUMN title_ru, DROP COLUMN title_en, DROP COLUMN source_id,
  DROP COLUMN retired_at;
ALTER TABLE people ADD COLUMN sort_name text COLLATE kk;
UPDATE people SET sort_name = name_kk;
ALTER TABLE people
  ALTER COLUMN sort_name SET NOT NULL,
  DROP COLUMN name_kk, DROP COLUMN name_ru, DROP COLUMN name_en, DROP COLUMN note_kk, DROP COLUMN note_ru,
  DROP COLUMN note_en, DROP COLUMN source_id, DROP COLUMN retired_at;
CREATE INDEX people_sort_name ON people (sort_name, id);

-- The history
CREATE TABLE revisions (
  record_id uuid NOT NULL,
  version integer NOT NULL,
  record_kind text NOT NULL,
  recorded_at timestamptz NOT NULL,
  editor_id uuid REFERENCES accounts,
  action text NOT NULL,
  reason text,
  content jsonb NOT NULL,
  published boolean NOT NULL,
  merged_into_id uuid,
  PRIMARY KEY (record_id, version)
);
CREATE UNIQUE INDEX revisions_recorded_at ON revisions (recorded_at, record_id);
COMMENT ON TABLE revisions IS 'Every state that a record of the directory ever had, the present one included. Append-only.';
COMMENT ON COLUMN revisions.recorded_at IS 'When; later edits have later times, across all records.';
COMMENT ON COLUMN revisions.editor_id IS 'Who; null: the import of the content.';
COMMENT ON COLUMN revisions.content IS 'All that the record said then.';

CREATE TABLE record_references (
  record_id uuid NOT NULL,
  target_id uuid NOT NULL,
  PRIMARY KEY (record_id, target_id)
);
CREATE INDEX record_references_target_id ON record_references (target_id);
COMMENT ON TABLE record_references IS 'Which records a record''s present state refers to, sources included.';

CREATE TABLE imported_records (
  record_kind text NOT NULL,
  key text NOT NULL,
  record_id uuid NOT NULL UNIQUE,
  version integer NOT NULL,
  PRIMARY KEY (record_kind, key)
);
COMMENT ON TABLE imported_records IS 'What the content brought: under which key, as which record, at which version; a higher present version was made by people.';

CREATE TABLE proposals (
  id uuid PRIMARY KEY,
  record_kind text NOT NULL,
  record_id uuid NOT NULL,
  version integer NOT NULL,
  changes jsonb NOT NULL,
  source text NOT NULL,
  comment text,
  proposer_id uuid NOT NULL REFERENCES accounts,
  created_at timestamptz NOT NULL,
  status text NOT NULL,
  decided_by uuid REFERENCES accounts,
  decided_at timestamptz,
  answer text
);
CREATE INDEX proposals_status ON proposals (status, created_at, id);
CREATE INDEX proposals_proposer_id ON proposals (proposer_id, created_at, id);
COMMENT ON TABLE proposals IS 'Corrections that somebody proposed, and what editors made of them.';
COMMENT ON COLUMN proposals.version IS 'The version of the record that the proposer saw.';

-- The clock of the history must not stand still within the statements of one migration: a microsecond a record.
INSERT INTO imported_records
  SELECT 'source', slug, id, 1 FROM sources UNION ALL
  SELECT 'organization', slug, id, 1 FROM organizations UNION ALL
  SELECT 'person', slug, id, 1 FROM people UNION ALL
  SELECT 'post', slug, id, 1 FROM posts UNION ALL
  SELECT 'event', slug, id, 1 FROM events UNION ALL
  SELECT 'indicator', slug, id, 1 FROM indicators UNION ALL
  SELECT 'membership', coalesce(p.slug, o.slug) || '/' || w.slug || '/'
      || row_number() OVER (PARTITION BY m.organization_id, m.post_id, m.person_id ORDER BY m.position, m.id), m.id, 1
    FROM memberships m JOIN organizations o ON o.id = m.organization_id JOIN people w ON w.id = m.person_id
    LEFT JOIN posts p ON p.id = m.post_id WHERE m.retired_at IS NULL UNION ALL
  SELECT 'observation', i.slug || '/' || (b.content ->> 'period'), b.id, 1
    FROM observations b JOIN indicators i ON i.id = b.indicator_id
  ON CONFLICT DO NOTHING;
UPDATE memberships SET published = false WHERE retired_at IS NOT NULL;
ALTER TABLE memberships DROP COLUMN retired_at;
INSERT INTO revisions
  SELECT id, 1, kind, now() + row_number() OVER () * interval '1 microsecond', NULL, 'create', NULL, content, published, NULL FROM (
    SELECT id, 'source' AS kind, content, published FROM sources UNION ALL
    SELECT id, 'organization', content, published FROM organizations UNION ALL
    SELECT id, 'person', content, published FROM people UNION ALL
    SELECT id, 'post', content, published FROM posts UNION ALL
    SELECT id, 'membership', content, published FROM memberships UNION ALL
    SELECT id, 'event', content, published FROM events UNION ALL
    SELECT id, 'indicator', content, published FROM indicators UNION ALL
    SELECT id, 'observation', content, published FROM observations) AS records;
INSERT INTO record_references
  SELECT DISTINCT r.record_id, (target #>> '{}')::uuid FROM revisions r,
    jsonb_path_query(r.content, 'strict $.** ? (@.type() == "string" && @ like_regex "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")') AS target;

ALTER TABLE sources ALTER COLUMN content SET NOT NULL,
  DROP COLUMN kind, DROP COLUMN title_kk, DROP COLUMN title_ru, DROP COLUMN title_en, DROP COLUMN author,
  DROP COLUMN issued, DROP COLUMN retired_at;
ALTER TABLE organizations ALTER COLUMN content SET NOT NULL,
  DROP COLUMN name_kk, DROP COLUMN name_ru, DROP COLUMN name_en, DROP COLUMN short_name_kk,
  DROP COLUMN short_name_ru, DROP COLUMN short_name_en, DROP COLUMN name_since, DROP COLUMN description_kk,
  DROP COLUMN description_ru, DROP COLUMN description_en, DROP COLUMN founded, DROP COLUMN parent_id,
  DROP COLUMN host_id, DROP COLUMN source_id, DROP COLUMN retired_at;
ALTER TABLE people ALTER COLUMN content SET NOT NULL;
ALTER TABLE posts ALTER COLUMN content SET NOT NULL;
ALTER TABLE memberships ALTER COLUMN content SET NOT NULL;
ALTER TABLE events ALTER COLUMN content SET NOT NULL;
ALTER TABLE indicators ALTER COLUMN content SET NOT NULL;
ALTER TABLE observations ALTER COLUMN content SET NOT NULL, ALTER COLUMN id DROP DEFAULT;
DROP TABLE former_names, milestones;

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['sources', 'organizations', 'people', 'posts', 'memberships', 'events', 'indicators', 'observations'] LOOP
    EXECUTE format('ALTER TABLE %I ALTER version DROP DEFAULT, ALTER published DROP DEFAULT, ALTER updated_at DROP DEFAULT', t);
    EXECUTE format('COMMENT ON COLUMN %I.version IS ''How often it was edited, its making included.''', t);
    EXECUTE format('COMMENT ON COLUMN %I.published IS ''Whether all may see it; else editors alone.''', t);
    EXECUTE format('COMMENT ON COLUMN %I.content IS ''What it says, as the present revision has it.''', t);
  END LOOP;
END $$;
COMMENT ON COLUMN organizations.merged_into_id IS 'The organization that it was merged into; its id and slug lead there.';
COMMENT ON COLUMN people.merged_into_id IS 'The person that they were merged into; their id and slug lead there.';
COMMENT ON COLUMN organizations.sort_name IS 'The present Kazakh name without quotation marks: what lists are ordered by.';
COMMENT ON COLUMN events.sort_title IS 'The Kazakh title without quotation marks: what lists are ordered by.';
COMMENT ON COLUMN events.starts_at IS 'When its schedule begins; null: no schedule is known.';
COMMENT ON COLUMN events.ends_at IS 'When its schedule ends; null: never, or no schedule is known.';
COMMENT ON COLUMN observations.period_begins IS 'The first day of the period; null: it has no beginning.';
COMMENT ON COLUMN observations.supersedes_id IS 'The observation that it corrects.';

-- The content is to be imported anew.
UPDATE content_imports SET fingerprint = '';
