// The actions on a record besides changing its fields, and the records that belong to it.
import { mutate } from '../api';
import { errorsOf, useAction } from '../components/form';
import { editorTexts as e } from '../i18n';
import PUBLISH from '../operations/publish-record.graphql';
import UNPUBLISH from '../operations/unpublish-record.graphql';
import { href } from '../router';
import type { RecordKind } from './fields';
import type { Edited, Loaded } from './records';

type Action = GraphqlDocument<Edited, { input: Schema.PublishRecordInput }>;

export function RecordActions({ kind, record, isDirty, onChange }: {
  kind: RecordKind; record: Loaded; isDirty: boolean; onChange: () => Promise<void>;
}) {
  const { act, isBusy, problem } = useAction();
  const change = (document: Action) => act(() => errorsOf(mutate(document, { id: record.id, version: record.version }), onChange));
  return (
    <section class="card">
      <p>{record.isPublished ? e.published : e.isDraft}</p>
      <p class="actions">
        <button class="button small" disabled={isDirty} aria-disabled={isBusy} onClick={() => void change(record.isPublished ? UNPUBLISH : PUBLISH)}>
          {record.isPublished ? e.unpublish : e.publish}
        </button>
        {(kind === 'organization' || kind === 'person') && (
          <a class="button small" href={href(`/edit/merge/${kind}/${record.id}`)}>{e.mergeRecord}</a>
        )}
      </p>
      {problem}
    </section>
  );
}

/** The kinds of record that can be added to a record of each kind. */
const ADDED: Partial<Record<RecordKind, RecordKind[]>> = {
  organization: ['post', 'membership', 'event'],
  person: ['membership'],
  post: ['membership'],
  kindTerm: ['kindTerm'],
};

export function Related({ kind, record, isEditor }: { kind: RecordKind; record: Loaded; isEditor: boolean }) {
  const added = ADDED[kind];
  if (!added) return null;
  return (
    <section class="card">
      <h2>{e.related}</h2>
      <ul class="plain">
        {record.related.map(({ id, kind: of, name, note }) => (
          <li key={id}>
            <a class="entry" href={href(`/edit/${of}/${id}`)}>{name} <small class="quiet">{note || e.kinds[of]}</small></a>
          </li>
        ))}
      </ul>
      {isEditor && (
        <p class="actions">
          {added.map((of) => <a class="button small" key={of} href={href(`/edit/new/${of}/${kind}/${record.id}`)}>{e.newRecords[of]}</a>)}
        </p>
      )}
    </section>
  );
}
