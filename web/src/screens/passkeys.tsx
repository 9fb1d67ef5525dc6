import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { CurrentPassword, usePasswordForm } from '../components/current-password';
import { errorsOf, Field, Submit } from '../components/form';
import { Page } from '../components/page';
import { RecoveryCodes } from '../components/recovery-codes';
import { Missing } from '../components/states';
import { momentWithYear } from '../i18n/format';
import { accountTexts, t } from '../i18n';
import PASSKEYS, { type Data } from '../operations/passkeys.graphql';
import REMOVE from '../operations/remove-passkey.graphql';
import { canUsePasskeys } from '../passkey-support';
import { registerPasskey } from '../passkeys';
import { useQuery } from '../query';

type Passkey = NonNullable<NonNullable<Data['viewer']>['passkeys']>[number];
type Changes = { onChange: () => Promise<void> };

/** Lists the passkeys, adds one, and removes them. Shows the recovery codes of the first one once. */
export function Passkeys(_: { param: string }) {
  const query = useQuery(PASSKEYS, {});
  const { data, reload } = query;
  const [codes, setCodes] = useState<string[]>([]);
  const passkeys = data?.viewer?.passkeys;
  if (codes.length > 0) {
    return (
      <Page title={t.passkeys}>
        <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
      </Page>
    );
  }
  return (
    <Page title={t.passkeys} back="/settings">
      {!passkeys && <Missing query={query} />}
      {passkeys?.map((passkey) => <Registered key={passkey.id} passkey={passkey} onChange={reload} />)}
      {passkeys && <Add isFirst={passkeys.length === 0} onChange={reload} onCodes={setCodes} />}
    </Page>
  );
}

function Registered({ passkey, onChange }: Changes & { passkey: Passkey }) {
  const form = usePasswordForm(() =>
    errorsOf(mutate(REMOVE, { id: passkey.id }), ({ errors }) => errors.length || onChange()));
  const { name, createdAt, lastUsedAt } = passkey;
  return (
    <section class="card">
      <h2>{name}</h2>
      <p class="quiet">
        {accountTexts.passkeys.registeredAt({ when: momentWithYear(createdAt) })}<br />
        {lastUsedAt ? accountTexts.passkeys.lastUsedAt({ when: momentWithYear(lastUsedAt) }) : accountTexts.passkeys.notUsedYet}
      </p>
      <details>
        <summary>{accountTexts.passkeys.remove}</summary>
        <form onSubmit={form.onSubmit}>
          <p>{accountTexts.passkeys.removeExplained}</p>
          <CurrentPassword of={form} />
          <Submit of={form} class="button danger">{accountTexts.passkeys.remove}</Submit>
        </form>
      </details>
    </section>
  );
}

function Add({ isFirst, onChange, onCodes }: Changes & { isFirst: boolean; onCodes: (codes: string[]) => void }) {
  const form = usePasswordForm(async ({ name = '' }) => {
    const payload = await registerPasskey(name);
    if (payload.errors.length === 0) {
      onCodes(payload.recoveryCodes ?? []);
      await onChange();
    }
    return payload.errors;
  });
  return (
    <form class="card" onSubmit={form.onSubmit}>
      <h2>{accountTexts.passkeys.add}</h2>
      <p>{accountTexts.passkeys.explained}</p>
      {isFirst && <p>{accountTexts.passkeys.firstExplained}</p>}
      {canUsePasskeys ? (
        <>
          <Field name="name" label={accountTexts.passkeys.name} hint={accountTexts.passkeys.nameHint} maxLength={80} required of={form} />
          <CurrentPassword of={form} />
          <Submit of={form}>{accountTexts.passkeys.add}</Submit>
        </>
      ) : <p><strong>{accountTexts.passkeys.notHere}</strong></p>}
    </form>
  );
}
