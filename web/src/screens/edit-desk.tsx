import { useEffect, useState } from 'preact/hooks';
import { Check } from '../components/form';
import { Failed, Loading } from '../components/states';
import { keptEdits } from '../editing/unsaved';
import { EditorPage } from '../editing/editor-page';
import type { RecordKind } from '../editing/fields';
import { useSearch } from '../editing/reference-field';
import { momentWithYear } from '../i18n/format';
import { clubTexts, editorTexts as e, language, LANGUAGES, type Language } from '../i18n';
import DESK, { type Data, type Variables } from '../operations/edit-desk.graphql';
import { useQuery } from '../query';
import { href } from '../router';

const NEW: RecordKind[] = ['organization', 'person', 'event', 'source'];
const FOUND: RecordKind[] = ['organization', 'person', 'event', 'post'];

/** The cursors after which the lists of a section go on, by the names of their variables. */
type Cursors = Omit<Variables, 'lacks'>;

/** The first screen of editors: a search, what waits for them, and the latest changes. */
export function EditDesk(_: { param: string }) {
  const [lacks, setLacks] = useState<Language>(language.value === 'kk' ? 'en' : language.value);
  const [after, setAfter] = useState<Cursors>({});
  const [draftsAfter, setDraftsAfter] = useState<Cursors>({});
  const { data, error, reload } = useQuery(DESK, { lacks: lacks.toUpperCase() as Schema.Language, ...after, ...draftsAfter });
  const lack = (tag: Language) => {
    setLacks(tag);
    setAfter({});
  };
  return (
    <EditorPage title={e.desk} back="/settings">
      <Unsaved />
      <Search />
      <section class="card">
        <h2>{e.newRecord}</h2>
        <p class="actions">
          <a class="button small" href={href('/edit/figures')}>{e.figures}</a>
          <a class="button small" href={href('/edit/kinds')}>{e.vocabulary}</a>
          <a class="button small" href={href('/edit/contests')}>{clubTexts.contests}</a>
          {NEW.map((kind) => <a class="button small" key={kind} href={href(`/edit/new/${kind}`)}>{e.newRecords[kind]}</a>)}
        </p>
      </section>
      {data && <Waiting data={data} />}
      <section class="card">
        <h2>{e.lacking}</h2>
        <div class="segments" role="group" aria-label={e.lackingLanguage}>
          {(Object.keys(LANGUAGES) as Language[]).map((tag) => (
            <button key={tag} lang={tag} aria-pressed={lacks === tag} onClick={() => lack(tag)}>{LANGUAGES[tag]}</button>
          ))}
        </div>
        {data
          ? <Records lists={lacking(data)} none={e.nothingLacking} after={after} onPage={setAfter} />
          : error ? <Failed error={error} retry={reload} /> : <Loading />}
      </section>
      {data && (
        <section class="card">
          <h2>{e.drafts}</h2>
          <Records lists={drafts(data)} none={e.noDrafts} after={draftsAfter} onPage={setDraftsAfter} />
        </section>
      )}
      {data && <LastChanges data={data} />}
    </EditorPage>
  );
}

/** The unsaved edits on this device. */
function Unsaved() {
  const [edits, setEdits] = useState<{ place: string; name: string }[]>([]);
  useEffect(() => { void keptEdits().then(setEdits, () => undefined); }, []);
  if (!edits.length) return null;
  const kindOf = (place: string) => place.replace('new/', '').split('/')[0] as RecordKind;
  return (
    <section class="card">
      <h2>{e.unsaved}</h2>
      <ul class="plain">
        {edits.map(({ place, name }) => (
          <li key={place}><Entry to={`/edit/${place}`} name={name || e.newRecords[kindOf(place)]} note={name && e.kinds[kindOf(place)]} /></li>
        ))}
      </ul>
    </section>
  );
}

function Search() {
  const [text, setText] = useState('');
  const [isForSources, setForSources] = useState(false);
  const { found, problem } = useSearch(text, isForSources ? ['source'] : FOUND);
  return (
    <section class="card" aria-labelledby="find">
      <h2 id="find">{e.find}</h2>
      <div class="field">
        <label for="find-record">{e.findRecord}</label>
        <input id="find-record" type="search" autocomplete="off" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </div>
      <Check checked={isForSources} onChange={(event) => setForSources(event.currentTarget.checked)}>{e.findSources}</Check>
      <ul class="plain">
        {found?.map(({ id, kind, name, note }) => (
          <li key={id}><Entry to={`/edit/${kind}/${id}`} name={name} note={[e.kinds[kind], note].filter(Boolean).join(', ')} /></li>
        ))}
      </ul>
      <p class="hint" role="status">{problem || (found && e.foundCount({ count: found.length }))}</p>
    </section>
  );
}

function Entry({ to, name, note }: { to: string; name: string; note?: string }) {
  return <a class="entry" href={href(to)}>{name} {note && <small class="quiet">{note}</small>}</a>;
}

/** The proposals and reports that wait for an editor. */
function Waiting({ data }: { data: Data }) {
  const count = (many: number, of: { pageInfo: { hasNextPage: boolean } } | null) =>
    many + (of?.pageInfo.hasNextPage ? '+' : '');
  const reports = data.wordReports?.edges.map(({ node }) => node) ?? [];
  const challenges = reports.filter(({ challengedReviewId }) => challengedReviewId).length;
  return (
    <section class="card">
      <h2>{e.waiting}</h2>
      <ul class="plain">
        <li><Entry to="/edit/proposals" name={e.proposals} note={count(data.proposals?.edges.length ?? 0, data.proposals)} /></li>
        <li><Entry to="/edit/reports" name={e.reports} note={count(reports.length - challenges, data.wordReports)} /></li>
        <li><Entry to="/edit/reports" name={e.challenges} note={count(challenges, data.wordReports)} /></li>
      </ul>
    </section>
  );
}

/** Lists of records, each with its kind and the variable with its cursor. A figure has no form of its own. */
type Lists = [RecordKind | 'indicator', keyof Cursors | null, Data['organization']][];

function lacking(data: Data): Lists {
  const kinds = data.kindTerm && { edges: data.kindTerm.map((node) => ({ node })), pageInfo: { hasNextPage: false, endCursor: null } };
  const paged = (['organization', 'person', 'post', 'event', 'source'] as const).map((kind): Lists[number] => [kind, kind, data[kind]]);
  return [...paged, ['kindTerm', null, kinds]];
}

const drafts = (data: Data) =>
  (['organization', 'person', 'post', 'event', 'indicator'] as const)
    .map((kind): Lists[number] => [kind, `${kind}Draft`, data[`${kind}Draft`]]);

/** A page of each list. The lists are paged together; one that has ended is empty on later pages. */
function Records({ lists, none, after, onPage }: { lists: Lists; none: string; after: Cursors; onPage: (after: Cursors) => void }) {
  const isFirst = !Object.keys(after).length;
  // A list without a cursor is shown completely on the first page.
  const shown = lists.filter(([, cursor]) => cursor || isFirst);
  const records = shown.flatMap(([kind, , list]) => list?.edges.map(({ node }) => ({ kind, ...node })) ?? []);
  const hasMore = shown.some(([, , list]) => list?.pageInfo.hasNextPage);
  const next = () => {
    const ends = shown.flatMap(([, cursor, list]) => (cursor && list?.pageInfo.endCursor ? [[cursor, list.pageInfo.endCursor]] : []));
    onPage({ ...after, ...Object.fromEntries(ends) as Cursors });
  };
  return (
    <>
      {!records.length && isFirst && <p class="quiet">{none}</p>}
      <ul class="plain">
        {records.map(({ kind, id, name }) => (
          <li key={id}>
            {kind === 'indicator'
              ? <Entry to="/edit/figures" name={name} note={e.fields.indicatorId} />
              : <Entry to={`/edit/${kind}/${id}`} name={name} note={e.kinds[kind]} />}
          </li>
        ))}
      </ul>
      {(hasMore || !isFirst) && (
        <p class="actions">
          {!isFirst && <button class="button small" onClick={() => onPage({})}>{e.fromStart}</button>}
          {hasMore && <button class="button small" onClick={next}>{e.next}</button>}
        </p>
      )}
    </>
  );
}

type Revision = NonNullable<Data['revisions']>['edges'][number]['node'];

function LastChanges({ data }: { data: Data }) {
  return (
    <section class="card">
      <h2>{e.lastChanges}</h2>
      <ul class="plain">
        {data.revisions?.edges.map(({ node }) => <li key={node.id}><Change revision={node} /></li>)}
      </ul>
    </section>
  );
}

function nameOf(record: Extract<Revision['record'], { id: string }>) {
  switch (record.__typename) {
    case 'Membership': return `${e.kinds.membership}: ${record.person?.name ?? ''}`;
    case 'Observation': return `${e.kinds.observation}: ${record.period.edtf}`;
    default: return record.name;
  }
}

function Change({ revision: { record, action, editor, recordedAt } }: { revision: Revision }) {
  const note = [e.actions[action], editor ?? e.contentImport, momentWithYear(recordedAt)].join(', ');
  if (!record || !('id' in record)) return <>{e.anotherRecord} <small class="quiet">{note}</small></>;
  return <Entry to={`/edit/history/${record.id}`} name={nameOf(record)} note={note} />;
}
