import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { clubTexts } from '../i18n';
import { Field, Submit, useForm, type UserError } from './form';

type Properties<Row> = {
  label: string;
  hint: string;
  /** The text of the button that writes the rows; false if there is nothing to write. */
  action: (rows: Row[]) => string | false;
  show: (row: Row) => ComponentChildren;
  /** Sends the list, and returns the rows that the service found in it. */
  send: (list: string, dryRun: boolean, values: Record<string, string>) =>
    Promise<{ rows: Row[] | null; errors: UserError[] }>;
  children?: ComponentChildren;
};

/** The text of a file. Some spreadsheets save texts in UTF-16, or Russian texts still in the encoding of Windows. */
function decoded(file: ArrayBuffer) {
  const mark = String(new Uint8Array(file.slice(0, 2)));
  if (mark === '255,254') return new TextDecoder('utf-16le').decode(file);
  if (mark === '254,255') return new TextDecoder('utf-16be').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('windows-1251').decode(file);
  }
}

/** A list, typed or from a file. The service first checks it, and writes it only after the user has seen its rows. */
export function ListForm<Row extends { line: number }>({ label, hint, action, show, send, children }: Properties<Row>) {
  const [list, setList] = useState('');
  const [rows, setRows] = useState<Row[] | null>(null);
  const id = useId();
  const write = rows && action(rows);
  const form = useForm(async (values) => {
    const found = await send(list, !rows, values);
    setRows(found.rows);
    return found.errors;
  });
  const change = (text: string) => {
    setList(text);
    setRows(null);
  };
  return (
    <form onSubmit={form.onSubmit}>
      <p class="hint" id={`${id}-hint`}>{hint}</p>
      {children}
      <div class="field">
        <label for={`${id}-list`}>{label}</label>
        <textarea
          id={`${id}-list`} rows={5} required value={list} aria-describedby={`${id}-hint`}
          onInput={(event) => change(event.currentTarget.value)}
        />
      </div>
      <Field
        label={clubTexts.listFile} type="file" accept=".csv,.txt,text/csv,text/plain"
        onChange={(event) => void event.currentTarget.files?.[0]?.arrayBuffer().then(decoded).then(change)}
      />
      <div role="status">
        {rows && <ul class="plain">{rows.map((row) => <li key={row.line}>{show(row)}</li>)}</ul>}
      </div>
      {(!rows || write) && (
        <Submit of={form} class={write ? 'button primary' : 'button'}>{write || clubTexts.checkList}</Submit>
      )}
    </form>
  );
}
