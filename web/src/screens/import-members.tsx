import { create } from '../api';
import { ListForm } from '../components/list-form';
import { clubTexts } from '../i18n';
import IMPORT, { type Data } from '../operations/import-club-members.graphql';

type Row = NonNullable<NonNullable<Data['importClubMembers']>['rows']>[number];

/** Makes an invite code for each person on a list. */
export function ImportMembers({ clubId, onChange }: { clubId: string; onChange: () => Promise<void> }) {
  const send = async (list: string, dryRun: boolean) => {
    const sendTable = (csv: string) => create(IMPORT, { clubId, csv, dryRun });
    let payload = await sendTable(list);
    // If no column has the title of names, the text is a plain list of names.
    if (payload.errors.some(({ code }) => code === 'INVALID_CSV')) payload = await sendTable(table(list));
    if (!dryRun) await onChange();
    return payload;
  };
  return (
    <details class="card">
      <summary>{clubTexts.importMembers}</summary>
      <ListForm<Row>
        label={clubTexts.names} hint={clubTexts.importHint} send={send}
        action={(rows) => rows.every(({ code, error }) => !code && !error) && clubTexts.makeCodes({ count: rows.length })}
        show={({ name, label, code, error }) => (
          <>
            {name} {label && <small class="quiet">{label}</small>} {code && <strong class="code">{code}</strong>}
            {error && <span class="error"> {error.message}</span>}
          </>
        )}
      />
    </details>
  );
}

/** A list of names, one a line, as a table. Their parts may come from two columns of a spreadsheet. */
function table(list: string) {
  const lines = list.split('\n').filter((line) => line.trim());
  return ['name', ...lines.map((line) => `"${line.trim().replaceAll('\t', ' ').replaceAll('"', '""')}"`)].join('\n');
}
