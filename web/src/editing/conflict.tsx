// Two editors have changed a record at the same time: shows both versions side by side, field by field.
import { useEffect, useRef, useState } from 'preact/hooks';
import { momentWithYear } from '../i18n/format';
import { editorTexts as e } from '../i18n';
import { captionOf, storedName } from './caption';
import { Described } from './describe';
import type { Field, RecordKind, Texts, Values } from './fields';
import type { EditConflict, Loaded } from './records';
import type { Clash } from './values';

type Properties = {
  kind: RecordKind;
  clashes: Clash[];
  merged: Values;
  theirs: Loaded;
  conflict: EditConflict | null;
  onChoose: (values: Values) => void;
};

/** Who has changed the record, when and where. Without a person, it was the content import. */
function changed({ changedBy, changedAt, fields: names }: EditConflict, kind: RecordKind) {
  const [when, fields] = [momentWithYear(changedAt), names.map((name) => storedName(name, kind)).join(', ')];
  return changedBy === null ? e.conflictByImport({ when, fields }) : e.conflictBy({ who: changedBy, when, fields });
}

export function Conflict({ kind, clashes, merged, theirs, conflict, onChoose }: Properties) {
  const [taken, setTaken] = useState<ReadonlySet<number>>(new Set());
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const choose = () => {
    const chosen = { ...merged };
    clashes.forEach(({ field: { name }, language: inLanguage, mine, theirs: other }, at) => {
      const picked = taken.has(at) ? other : mine;
      chosen[name] = inLanguage ? { ...(chosen[name] as Texts), [inLanguage]: picked as string } : picked;
    });
    onChoose(chosen);
  };
  const pick = (at: number, isTheirs: boolean) => setTaken((before) => {
    const after = new Set(before);
    if (isTheirs) after.add(at);
    else after.delete(at);
    return after;
  });
  return (
    <section class="card conflict" aria-labelledby="conflict">
      <h2 id="conflict" tabIndex={-1} ref={heading}>{e.conflict}</h2>
      <p>
        {conflict ? changed(conflict, kind) : e.conflictSince({ version: theirs.version })}
      </p>
      {clashes.length === 0 && <p>{e.noClash}</p>}
      {clashes.map(({ field, language: inLanguage, mine, theirs: other }, at) => {
        const label = captionOf(field) + (inLanguage ? ` (${e.languages[inLanguage]})` : '');
        // In one language, the values are plain lines.
        const shown: Field = inLanguage ? { name: field.name, type: 'line' } : field;
        return (
          <fieldset class="group" key={label}>
            <legend>{label}</legend>
            <div class="languages">
              {[{ isTheirs: false, name: e.mine, value: mine }, { isTheirs: true, name: e.theirs, value: other }].map(({ isTheirs, name, value }) => (
                <label class="choice" key={name}>
                  <span class="check">
                    <input type="radio" name={`clash ${at}`} checked={taken.has(at) === isTheirs} onChange={() => pick(at, isTheirs)} />
                    <strong>{name}</strong>
                  </span>
                  <span class="version" lang={inLanguage ?? undefined}><Described field={shown} value={value} /></span>
                </label>
              ))}
            </div>
          </fieldset>
        );
      })}
      <button class="button primary" onClick={choose}>{clashes.length ? e.useChoice : e.useBoth}</button>
    </section>
  );
}
