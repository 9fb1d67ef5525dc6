import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Ask } from '../components/ask';
import { errorsOf, useAction } from '../components/form';
import { Missing } from '../components/states';
import { storedName } from '../editing/caption';
import { Stored } from '../editing/describe';
import { EditorPage } from '../editing/editor-page';
import type { RecordKind } from '../editing/fields';
import { kindOf } from '../editing/records';
import { momentWithYear } from '../i18n/format';
import { editorTexts as e } from '../i18n';
import HISTORY, { type Data } from '../operations/record-history.graphql';
import REVERT from '../operations/revert-record.graphql';
import { useQuery } from '../query';
import { NotFound } from './not-found';

type Shown = Extract<NonNullable<Data['record']>, { version: number }>;
type Revision = NonNullable<Shown['revisions']>['edges'][number]['node'];

/** Every edit of a record, what it changed, and a button to revert to an earlier version. */
export function RecordHistory({ param }: { param: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const query = useQuery(HISTORY, { id: param, after });
  const { data, reload } = query;
  const record = data?.record;
  if (data && (!record || !('version' in record))) return <NotFound param="" />;
  const shown = record as Shown | undefined;
  const name = shown && nameOf(shown);
  const kind = shown && kindOf(shown);
  const page = shown?.revisions?.pageInfo;
  return (
    <EditorPage title={name ? e.historyOf({ name }) : e.history} back={kind ? `/edit/${kind}/${param}` : '/edit'}>
      {!shown && <Missing query={query} />}
      {shown?.revisions?.edges.map(({ node }) => (
        <Edit key={node.id} kind={kindOf(shown)} revision={node} current={shown.version} recordId={param} onChange={reload} />
      ))}
      {page?.hasNextPage && <button class="button" onClick={() => setAfter(page.endCursor)}>{e.older}</button>}
    </EditorPage>
  );
}

function nameOf(record: Shown) {
  if (record.__typename === 'Membership') return record.person?.name ?? e.kinds.membership;
  return record.__typename === 'Observation' ? record.period.edtf : record.name;
}

function Edit({ kind, revision, current, recordId, onChange }: {
  kind: RecordKind; revision: Revision; current: number; recordId: string; onChange: () => Promise<void>;
}) {
  const { version, action, editor, recordedAt, reason, changes } = revision;
  const { act, isBusy, problem } = useAction();
  const [isAsking, setAsking] = useState(false);
  const revert = () => act(() => errorsOf(mutate(REVERT, { id: recordId, version: current, toVersion: version }), () => {
    setAsking(false);
    return onChange();
  }));
  return (
    <article class="card">
      <h2>{e.version({ version })}: {e.actions[action]}</h2>
      <p class="quiet">{editor ?? e.contentImport}, {momentWithYear(recordedAt)}</p>
      {reason && <p>{reason}</p>}
      <details>
        <summary>{e.changedFields({ count: changes.length })}</summary>
        <dl class="changes">
          {changes.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{storedName(field, kind)}</dt>
              <dd><small class="quiet">{e.before}</small><div class="version"><Stored value={before} /></div></dd>
              <dd><small class="quiet">{e.after}</small><div class="version"><Stored value={after} /></div></dd>
            </div>
          ))}
        </dl>
      </details>
      {version < current && (
        <Ask
          isAsking={isAsking} label={e.revert({ version })} question={e.revertQuestion} onCancel={() => setAsking(false)}
          opener={<p class="actions"><button class="button small" onClick={() => setAsking(true)}>{e.revert({ version })}</button></p>}
        >
          <button class="button" aria-disabled={isBusy} onClick={() => void revert()}>{e.revert({ version })}</button>
        </Ask>
      )}
      {problem}
    </article>
  );
}
