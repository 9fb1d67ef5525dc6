// Another record or a source, picked by search.
import { useEffect, useState } from 'preact/hooks';
import { ask } from '../api';
import { explain } from '../components/states';
import { editorTexts as e } from '../i18n';
import FIND_RECORDS from '../operations/find-records.graphql';
import FIND_SOURCES from '../operations/find-sources.graphql';
import { captionOf } from './caption';
import { focusSoon, Labelled, type FieldProperties } from './field';
import type { RecordKind, Reference } from './fields';

export type Found = Reference & { kind: RecordKind; note: string };

/** How long the search waits for the next letter, in milliseconds. */
const PAUSE_MS = 250;

/** Finds records by their names, or sources by what describes them. */
export async function findRecords(text: string, kinds: RecordKind[]): Promise<Found[]> {
  if (kinds.length === 1 && kinds[0] === 'source') {
    const { sources } = await ask(FIND_SOURCES, { text });
    return sources?.edges.map(({ node: { id, name, issued } }) => ({ id, name, kind: 'source', note: issued?.edtf ?? '' })) ?? [];
  }
  // A text without a letter or a digit finds nothing.
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const types = kinds.map((kind) => kind.toUpperCase() as Schema.SearchType);
  const { search } = await ask(FIND_RECORDS, { text, types });
  return search?.edges.flatMap(({ node, matches }): Found[] => {
    if (!node || node.__typename === 'Word') return [];
    const kind = node.__typename.toLowerCase() as RecordKind;
    const where = node.__typename === 'Post' ? node.organization?.name : matches[0]?.text;
    return [{ id: node.id, name: node.name, kind, note: where && where !== node.name ? where : '' }];
  }) ?? [];
}

/** The results of a search while its text is being typed. */
export function useSearch(text: string, kinds: RecordKind[]) {
  const [found, setFound] = useState<Found[] | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    setFound(null);
    setProblem('');
    if (!text.trim()) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => void findRecords(text.trim(), kinds).then(
      (records) => { if (isCurrent) setFound(records); },
      (error) => { if (isCurrent) setProblem(explain(error)); },
    ), PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, kinds.join()]);
  return { found, problem };
}

export function ReferenceField({ field, path, value, messages, onChange }: FieldProperties) {
  const [text, setText] = useState('');
  const kinds: RecordKind[] = field.type === 'reference' && field.to ? [field.to] : [];
  const { found, problem } = useSearch(text, kinds);
  const chosen = value as Reference | null;
  const label = captionOf(field);
  const pick = (record: Reference | null) => {
    setText('');
    onChange(record && { id: record.id, name: record.name });
    focusSoon(`[data-field="${path}"]`);
  };
  if (chosen) {
    return (
      <div class="field" data-field={path}>
        <p><strong>{label}:</strong> {chosen.name}</p>
        {kinds.length > 0 && <button type="button" class="button small" onClick={() => pick(null)}>{e.chooseAnother({ label })}</button>}
        {messages[path] && <p class="error" tabIndex={-1}>{messages[path]}</p>}
      </div>
    );
  }
  return (
    <div data-field={path}>
      <Labelled path={path} label={label} hint={e.searchHint} isRequired={field.isRequired} messages={messages}>
        {(described) => (
          <input
            {...described} type="search" autocomplete="off" name={path} value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => { if (event.key === 'Enter') event.preventDefault(); }}
          />
        )}
      </Labelled>
      <ul class="plain found">
        {found?.map((record) => (
          <li key={record.id}>
            <button type="button" class="button small" onClick={() => pick(record)}>
              {record.name} {record.note && <small class="quiet">{record.note}</small>}
            </button>
          </li>
        ))}
      </ul>
      <p class="hint" role="status">{problem || (found && e.foundCount({ count: found.length }))}</p>
    </div>
  );
}
