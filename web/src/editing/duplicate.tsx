// Shows the records that a record looks like. The editor confirms that the record is another one.
import { useEffect, useRef, useState } from 'preact/hooks';
import { editorTexts as e } from '../i18n';
import { href } from '../router';
import type { RecordKind, Reference, Texts, Values } from './fields';
import { findRecords, type Found } from './reference-field';

type Properties = { kind: RecordKind; id: string | null; values: Values; isBusy: boolean; onConfirm: () => void };

export function Duplicate({ kind, id, values, isBusy, onConfirm }: Properties) {
  const [similar, setSimilar] = useState<Found[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    void findSimilar(kind, values).then((found) => setSimilar(found.filter((record) => record.id !== id)), () => undefined);
  }, []);
  return (
    <section class="duplicate" aria-labelledby="duplicate">
      <h2 id="duplicate" tabIndex={-1} ref={heading}>{e.duplicate}</h2>
      <p>{e.duplicateExplained}</p>
      <ul class="plain">
        {similar.map((record) => (
          <li key={record.id}>
            <a class="button small" href={href(`/edit/${record.kind}/${record.id}`)} target="_blank">
              {record.name} {record.note && <small class="quiet">{record.note}</small>} <span class="visually-hidden">{e.newTab}</span>
            </a>
          </li>
        ))}
      </ul>
      <button type="button" class="button" aria-disabled={isBusy} onClick={onConfirm}>{e.confirmDuplicate}</button>
    </section>
  );
}

/** The records with the same names; for a membership, the person who has the other membership. */
async function findSimilar(kind: RecordKind, values: Values): Promise<Found[]> {
  if (kind === 'membership') {
    const person = values['personId'] as Reference | null;
    return person ? [{ ...person, kind: 'person', note: '' }] : [];
  }
  const names = (values['names'] as Values[] | undefined) ?? [];
  const texts = names.flatMap((name) => Object.values(name['text'] as Texts)).filter((text) => text.trim());
  const found = await Promise.all(texts.slice(0, 6).map((text) => findRecords(text.trim(), [kind])));
  const byId = new Map(found.flatMap((records) => records.slice(0, 3)).map((record) => [record.id, record]));
  return [...byId.values()];
}
