import { useEffect, useState } from 'preact/hooks';
import { mutate } from '../api';
import { useAction } from '../components/form';
import { Failed, Loading } from '../components/states';
import { EditorPage } from '../editing/editor-page';
import { Labelled } from '../editing/field';
import type { Field, Reference } from '../editing/fields';
import { ReferenceField } from '../editing/reference-field';
import { LOAD, type Edited, type Loaded } from '../editing/records';
import { editorTexts as e } from '../i18n';
import MERGE_ORGANIZATIONS from '../operations/merge-organizations.graphql';
import MERGE_PEOPLE from '../operations/merge-people.graphql';
import { go } from '../router';

type Mutation = GraphqlDocument<Edited, { input: Schema.MergePeopleInput }>;

/** Merges a record away into another one that describes the same thing. */
export function MergeRecords({ param }: { param: string }) {
  const [kind, id = ''] = param.split('/') as ['organization' | 'person', string?];
  const [record, setRecord] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  const [into, setInto] = useState<Reference | null>(null);
  const [reason, setReason] = useState('');
  const { act, isBusy, problem } = useAction();
  const load = async () => {
    setFailure(null);
    await LOAD[kind](id).then(setRecord, setFailure);
  };
  useEffect(() => { void load(); }, [param]);
  const field: Field = { name: kind === 'person' ? 'personId' : 'organizationId', type: 'reference', to: kind };
  const merge = () => act(async () => {
    if (!record || !into) return [];
    const document: Mutation = kind === 'person' ? MERGE_PEOPLE : MERGE_ORGANIZATIONS;
    const { errors } = await mutate(document, { id: record.id, version: record.version, intoId: into.id, reason: reason.trim() || null });
    if (!errors.length) go(`/edit/${kind}/${into.id}`, { replace: true });
    else await load();
    return errors;
  });
  return (
    <EditorPage title={e.mergeRecord} back={`/edit/${param}`}>
      {!record && (failure ? <Failed error={failure} retry={load} /> : <Loading />)}
      {record && (
        <form class="card" onSubmit={(event) => { event.preventDefault(); void merge(); }}>
          <p>{e.mergeExplained({ name: record.name })}</p>
          <h2>{e.mergeInto}</h2>
          <ReferenceField field={field} path="into" value={into} messages={{}} onChange={(value) => setInto(value as Reference | null)} />
          <Labelled path="reason" label={e.reason} hint={e.reasonHint} messages={{}}>
            {(described) => (
              <input {...described} autocomplete="off" maxLength={1000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
            )}
          </Labelled>
          {problem}
          <p class="error" role="alert">{into?.id === record.id && e.mergeSelf}</p>
          <button class="button danger" disabled={!into || into.id === record.id} aria-disabled={isBusy}>
            {into ? e.mergeAway({ name: record.name, into: into.name }) : e.mergeRecord}
          </button>
        </form>
      )}
    </EditorPage>
  );
}
