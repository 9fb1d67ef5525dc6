import { useId, useState } from 'preact/hooks';
import { ask } from '../api';
import { FormErrors, useForm } from '../components/form';
import { clubTexts } from '../i18n';
import IMPORT, { type Data } from '../operations/import-club-members.graphql';

type Row = NonNullable<NonNullable<Data['importClubMembers']>['rows']>[number];

/** A code for everyone on a list. The list is checked first; nothing is written until the leader has seen the result. */
export function ImportMembers({ clubId, onChange }: { clubId: string; onChange: () => Promise<void> }) {
  const [list, setList] = useState('');
  const [rows, setRows] = useState<Row[] | null>(null);
  const id = useId();
  const isChecked = rows !== null && rows.every(({ code }) => code === null);
  const ready = rows?.filter(({ error }) => !error).length ?? 0;
  const { errors, isBusy, onSubmit } = useForm(async () => {
    const payload = (await ask(IMPORT, { input: { clubId, csv: table(list), dryRun: !isChecked } })).importClubMembers;
    setRows(payload?.rows ?? null);
    if (isChecked) await onChange();
    return payload?.errors ?? [];
  });
  const change = (text: string) => {
    setList(text);
    setRows(null);
  };
  return (
    <details class="card">
      <summary>{clubTexts.importMembers_}</summary>
      <form onSubmit={onSubmit}>
        <p class="hint" id={`${id}-hint`}>{clubTexts.importHint_}</p>
        <div class="field">
          <label for={`${id}-names`}>{clubTexts.names_}</label>
          <textarea
            id={`${id}-names`} rows={5} required value={list} aria-describedby={`${id}-hint`}
            onInput={(event) => change(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-file`}>{clubTexts.listFile_}</label>
          <input
            id={`${id}-file`} type="file" accept=".csv,.txt,text/csv,text/plain"
            onChange={(event) => void event.currentTarget.files?.[0]?.text().then(change)}
          />
        </div>
        {rows && (
          <ul class="plain" role="status">
            {rows.map(({ line, name, label, code, error }) => (
              <li key={line}>
                {name} {label && <small class="quiet">{label}</small>} {code && <strong class="code">{code}</strong>}
                {error && <span class="error"> {error.message}</span>}
              </li>
            ))}
          </ul>
        )}
        {isChecked && <p>{clubTexts.rowsReady_(ready)}</p>}
        <FormErrors errors={errors} fields={[]} />
        {(!rows || isChecked) && (
          <button class={isChecked ? 'button primary' : 'button'} disabled={isBusy || (isChecked && ready === 0)}>
            {isChecked ? clubTexts.makeCodes_ : clubTexts.checkList_}
          </button>
        )}
      </form>
    </details>
  );
}

/** A table as it is, or a plain list of names as a table. */
function table(list: string) {
  const lines = list.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim());
  const titles = (lines[0] ?? '').split(/[,;\t]/).map((title) => title.trim().replaceAll('"', '').toLowerCase());
  if (titles.includes('name')) return list;
  return ['name', ...lines.map((line) => `"${line.trim().replaceAll('"', '""')}"`)].join('\n');
}
