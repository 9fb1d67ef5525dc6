-- Back to columns. Of each list, what the columns could hold before is kept: the last name, the last parent, the first
-- citation; observations that were corrected, and all revisions and proposals, are lost.

DROP TABLE proposals, imported_records, record_references, revisions;

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
INSERT INTO former_names
  SELECT o.id, n.position, n.name #>> '{text,kk}', n.name #>> '{text,ru}', n.name #>> '{text,en}',
      n.name ->> 'since', n.name ->> 'until', (n.name #>> '{citations,0,source}')::uuid
    FROM organizations o, jsonb_array_elements(o.content -> 'names') WITH ORDINALITY AS n (name, position)
    WHERE n.position < jsonb_array_length(o.content -> 'names');

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
INSERT INTO milestones
  SELECT o.id, m.position, m.fact ->> 'date', m.fact #>> '{text,kk}', m.fact #>> '{text,ru}', m.fact #>> '{text,en}',
      (m.fact #>> '{citations,0,source}')::uuid
    FROM organizations o, jsonb_array_elements(coalesce(o.content -> 'milestones', '[]')) WITH ORDINALITY AS m (fact, position);

ALTER TABLE sources
  ADD COLUMN kind text, ADD COLUMN title_kk text, ADD COLUMN title_ru text, ADD COLUMN title_en text,
  ADD COLUMN author text, ADD COLUMN issued text, ADD COLUMN retired_at timestamptz;
UPDATE sources SET kind = content ->> 'kind', title_kk = content #>> '{title,kk}', title_ru = content #>> '{title,ru}',
  title_en = content #>> '{title,en}', author = content ->> 'author', issued = content ->> 'issued',
  retired_at = CASE WHEN NOT published THEN updated_at END;
ALTER TABLE sources ALTER COLUMN kind SET NOT NULL, ALTER COLUMN title_kk SET NOT NULL,
  DROP COLUMN version, DROP COLUMN published, DROP COLUMN updated_at, DROP COLUMN content;
COMMENT ON COLUMN sources.issued IS 'When it was published, EDTF.';

ALTER TABLE organizations
  ADD COLUMN name_kk text COLLATE kk, ADD COLUMN name_ru text, ADD COLUMN name_en text,
  ADD COLUMN short_name_kk text, ADD COLUMN short_name_ru text, ADD COLUMN short_name_en text,
  ADD COLUMN name_since text, ADD COLUMN description_kk text, ADD COLUMN description_ru text,
  ADD COLUMN description_en text, ADD COLUMN founded text, ADD COLUMN parent_id uuid REFERENCES organizations,
  ADD COLUMN host_id uuid REFERENCES organizations, ADD COLUMN source_id uuid REFERENCES sources,
  ADD COLUMN retired_at timestamptz, ADD CHECK (parent_id <> id);
UPDATE organizations SET
  name_kk = content #>> '{names,-1,text,kk}', name_ru = content #>> '{names,-1,text,ru}',
  name_en = content #>> '{names,-1,text,en}', name_since = content #>> '{names,-1,since}',
  short_name_kk = content #>> '{shortName,kk}', short_name_ru = content #>> '{shortName,ru}',
  short_name_en = content #>> '{shortName,en}', description_kk = content #>> '{description,kk}',
  description_ru = content #>> '{description,ru}', description_en = content #>> '{description,en}',
  founded = content #>> '{founded,date}', parent_id = (content #>> '{parents,-1,organization}')::uuid,
  host_id = (content #>> '{hosts,-1,organization}')::uuid, source_id = (content #>> '{citations,0,source}')::uuid,
  retired_at = CASE WHEN NOT published THEN updated_at END;
ALTER TABLE organizations ALTER COLUMN name_kk SET NOT NULL, ALTER COLUMN source_id SET NOT NULL,
  DROP COLUMN version, DROP COLUMN published, DROP COLUMN updated_at, DROP COLUMN merged_into_id, DROP COLUMN content;
CREATE INDEX organizations_parent_id ON organizations (parent_id, position, id);
CREATE INDEX organizations_host_id ON organizations (host_id, position, id);
COMMENT ON COLUMN organizations.sort_name IS 'The Kazakh name without quotation marks: what lists are ordered by.';
COMMENT ON COLUMN organizations.name_since IS 'Since when it bears its present name, EDTF.';
COMMENT ON COLUMN organizations.founded IS 'EDTF.';
COMMENT ON COLUMN organizations.host_id IS 'The organization in whose building it works.';
COMMENT ON COLUMN organizations.retired_at IS 'When the content no longer held it; it is kept for what refers to it.';
DROP TABLE affiliations;

ALTER TABLE people
  ADD COLUMN name_kk text COLLATE kk, ADD COLUMN name_ru text, ADD COLUMN name_en text, ADD COLUMN note_kk text,
  ADD COLUMN note_ru text, ADD COLUMN note_en text, ADD COLUMN source_id uuid REFERENCES sources,
  ADD COLUMN retired_at timestamptz;
UPDATE people SET
  name_kk = content #>> '{names,-1,text,kk}', name_ru = content #>> '{names,-1,text,ru}',
  name_en = content #>> '{names,-1,text,en}', note_kk = content #>> '{note,kk}', note_ru = content #>> '{note,ru}',
  note_en = content #>> '{note,en}', source_id = (content #>> '{citations,0,source}')::uuid,
  retired_at = CASE WHEN NOT published THEN updated_at END;
ALTER TABLE people ALTER COLUMN name_kk SET NOT NULL, ALTER COLUMN source_id SET NOT NULL,
  DROP COLUMN version, DROP COLUMN published, DROP COLUMN updated_at, DROP COLUMN merged_into_id, DROP COLUMN content,
  DROP COLUMN sort_name;
CREATE INDEX people_name_kk ON people (name_kk, id);

ALTER TABLE posts
  ADD COLUMN kind text, ADD COLUMN title_kk text, ADD COLUMN title_ru text, ADD COLUMN title_en text,
  ADD COLUMN source_id uuid REFERENCES sources, ADD COLUMN retired_at timestamptz;
UPDATE posts SET kind = content ->> 'kind', title_kk = content #>> '{title,kk}', title_ru = content #>> '{title,ru}',
  title_en = content #>> '{title,en}', source_id = (content #>> '{citations,0,source}')::uuid,
  retired_at = CASE WHEN NOT published THEN updated_at END;
ALTER TABLE posts ALTER COLUMN kind SET NOT NULL, ALTER COLUMN title_kk SET NOT NULL, ALTER COLUMN source_id SET NOT NULL,
  DROP COLUMN version, DROP COLUMN published, DROP COLUMN updated_at, DROP COLUMN content;

DROP INDEX memberships_organization_id;
ALTER TABLE memberships
  ADD COLUMN term integer, ADD COLUMN role_kk text, ADD COLUMN role_ru text, ADD COLUMN role_en text,
  ADD COLUMN since text, ADD COLUMN until text, ADD COLUMN attested text, ADD COLUMN source_id uuid REFERENCES sources,
  ADD COLUMN retired_at timestamptz;
UPDATE memberships m SET term = t.term, role_kk = content #>> '{role,kk}', role_ru = content #>> '{role,ru}',
    role_en = content #>> '{role,en}', since = content ->> 'since', until = content ->> 'until',
    attested = content ->> 'attested', source_id = (content #>> '{citations,0,source}')::uuid,
    retired_at = CASE WHEN NOT published THEN updated_at END
  FROM (SELECT id, row_number() OVER (PARTITION BY organization_id, post_id, person_id ORDER BY position, id) AS term
    FROM memberships) t WHERE t.id = m.id;
ALTER TABLE memberships ALTER COLUMN term SET NOT NULL, ALTER COLUMN source_id SET NOT NULL,
  ADD CONSTRAINT memberships_organization_id_post_id_person_id_term_key
    UNIQUE NULLS NOT DISTINCT (organization_id, post_id, person_id, term),
  DROP COLUMN version, DROP COLUMN published, DROP COLUMN updated_at, DROP COLUMN content;
COMMENT ON COLUMN memberships.term IS 'Which of the person''s terms there it is, the first 1: with who, where and in which post it is what a membership is known by.';
COMMENT ON COLUMN memberships.since IS 'EDTF; unknown where null.';
COMMENT ON COLUMN memberships.until IS 'EDTF; not over, or unknown, where null.';
COMMENT ON COLUMN memberships.attested IS 'When the source saw the person in the post, EDTF.';

ALTER TABLE events
  ADD COLUMN title_kk text COLLATE kk, ADD COLUMN title_ru text, ADD COLUMN title_en text, ADD COLUMN description_kk text,
  ADD COLUMN description_ru text, ADD COLUMN description_en text, ADD COLUMN recurrence text, ADD COLUMN held text,
  ADD COLUMN source_id uuid REFERENCES sources, ADD COLUMN retired_at timestamptz;
UPDATE events SET title_kk = content #>> '{title,kk}', title_ru = content #>> '{title,ru}',
  title_en = content #>> '{title,en}', description_kk = content #>> '{description,kk}',
  description_ru = content #>> '{description,ru}', description_en = content #>> '{description,en}',
  recurrence = content ->> 'recurrence', held = content ->> 'held',
  source_id = (content #>> '{citations,0,source}')::uuid, retired_at = CASE WHEN NOT published THEN updated_at END;
ALTER TABLE events ALTER COLUMN title_kk SET NOT NULL, ALTER COLUMN source_id SET NOT NULL,
  DROP COLUMN version, DROP COLUMN published, DROP COLUMN updated_at, DROP COLUMN content, DROP COLUMN sort_title,
  DROP COLUMN starts_at, DROP COLUMN ends_at;
CREATE INDEX events_title_kk ON events (title_kk, id);
COMMENT ON COLUMN events.recurrence IS 'repeated or yearly; null: held once, or not known.';
COMMENT ON COLUMN events.held IS 'When it was held, EDTF; unknown where null.';

ALTER TABLE indicators
  ADD COLUMN name_kk text, ADD COLUMN name_ru text, ADD COLUMN name_en text, ADD COLUMN retired_at timestamptz;
UPDATE indicators SET name_kk = content #>> '{name,kk}', name_ru = content #>> '{name,ru}',
  name_en = content #>> '{name,en}', retired_at = CASE WHEN NOT published THEN updated_at END;
ALTER TABLE indicators ALTER COLUMN name_kk SET NOT NULL,
  DROP COLUMN version, DROP COLUMN published, DROP COLUMN updated_at, DROP COLUMN content;

DELETE FROM observations o WHERE NOT published OR EXISTS (SELECT FROM observations n WHERE n.supersedes_id = o.id);
DROP INDEX observations_indicator_id;
ALTER TABLE observations DROP COLUMN supersedes_id;
ALTER TABLE observations
  ADD COLUMN position integer, ADD COLUMN period text, ADD COLUMN value bigint, ADD COLUMN qualifier text,
  ADD COLUMN source_id uuid REFERENCES sources;
UPDATE observations o SET position = p.position, period = content ->> 'period', value = (content ->> 'value')::numeric,
    qualifier = content ->> 'qualifier', source_id = (content #>> '{citations,0,source}')::uuid
  FROM (SELECT id, row_number() OVER (PARTITION BY indicator_id ORDER BY period_begins, id) AS position
    FROM observations) p WHERE p.id = o.id;
ALTER TABLE observations DROP CONSTRAINT observations_pkey, ADD PRIMARY KEY (indicator_id, position),
  ALTER COLUMN period SET NOT NULL, ALTER COLUMN value SET NOT NULL, ALTER COLUMN source_id SET NOT NULL,
  DROP COLUMN id, DROP COLUMN version, DROP COLUMN published, DROP COLUMN updated_at, DROP COLUMN content,
  DROP COLUMN period_begins;
COMMENT ON COLUMN observations.period IS 'EDTF.';
COMMENT ON COLUMN observations.qualifier IS 'over: the source says only that it is more than the value.';

UPDATE content_imports SET fingerprint = '';
