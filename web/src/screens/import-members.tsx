import { mutate } from '../api';
import { ListForm } from '../components/list-form';
import { clubTexts } from '../i18n';
import IMPORT, { type Data } from '../operations/import-club-members.graphql';

type Row = NonNullable<NonNullable<Data['importClubMembers']>['rows']>[number];

/** A code for everyone on a list. */
export function ImportMembers({ clubId, onChange }: { clubId: string; onChange: () => Promise<void> }) {
  const send = async (list: string, dryRun: boolean) => {
    const payload = await mutate(IMPORT, { clubId, csv: table(list), dryRun });
    if (!dryRun) await onChange();
    return payload;
  };
  return (
    <details class="card">
      <summary>{clubTexts.importMembers_}</summary>
      <ListForm<Row>
        label={clubTexts.names_} hint={clubTexts.importHint_} send={send}
        action={(rows) => rows.every(({ code, error }) => !code && !error) && clubTexts.makeCodes_(rows.length)}
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

/** A table as it is, or a plain list of names as a table. */
function table(list: string) {
  const lines = list.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim());
  const titles = (lines[0] ?? '').split(/[,;\t]/).map((title) => title.trim().replaceAll('"', '').toLowerCase());
  if (titles.includes('name')) return list;
  return ['name', ...lines.map((line) => `"${line.trim().replaceAll('"', '""')}"`)].join('\n');
}
