import { useState } from 'preact/hooks';
import { ask } from '../api';
import { CurrentPassword, enterPassword } from '../components/current-password';
import { Field, FormErrors, useForm } from '../components/form';
import { Page } from '../components/page';
import { RecoveryCodes } from '../components/recovery-codes';
import { Missing } from '../components/states';
import { momentWithYear } from '../i18n/format';
import { accountTexts, language, t } from '../i18n';
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
  const { errors, isBusy, onSubmit } = useForm(async ({ password }) => {
    const refused = await enterPassword(password);
    if (refused.length > 0) return refused;
    const payload = (await ask(REMOVE, { input: { id: passkey.id } })).removePasskey;
    if (payload?.errors.length === 0) await onChange();
    return payload?.errors ?? [];
  });
  const { name, createdAt, lastUsedAt } = passkey;
  return (
    <section class="card">
      <h2>{name}</h2>
      <p class="quiet">
        {accountTexts.passkeys.registeredAt(momentWithYear(language.value, createdAt))}<br />
        {lastUsedAt ? accountTexts.passkeys.lastUsedAt(momentWithYear(language.value, lastUsedAt)) : accountTexts.passkeys.notUsedYet}
      </p>
      <details>
        <summary>{accountTexts.passkeys.remove}</summary>
        <form onSubmit={onSubmit}>
          <p>{accountTexts.passkeys.removeExplained}</p>
          <CurrentPassword errors={errors} />
          <FormErrors errors={errors} fields={['password']} />
          <button class="button danger" disabled={isBusy}>{accountTexts.passkeys.remove}</button>
        </form>
      </details>
    </section>
  );
}

function Add({ isFirst, onChange, onCodes }: Changes & { isFirst: boolean; onCodes: (codes: string[]) => void }) {
  const { errors, isBusy, onSubmit } = useForm(async ({ name = '', password }) => {
    const refused = await enterPassword(password);
    if (refused.length > 0) return refused;
    const payload = await registerPasskey(name);
    if (payload?.errors.length === 0) {
      onCodes(payload.recoveryCodes ?? []);
      await onChange();
    }
    return payload?.errors ?? [];
  });
  return (
    <form class="card" onSubmit={onSubmit}>
      <h2>{accountTexts.passkeys.add}</h2>
      <p>{accountTexts.passkeys.explained}</p>
      {isFirst && <p>{accountTexts.passkeys.firstExplained}</p>}
      {canUsePasskeys ? (
        <>
          <Field name="name" label={accountTexts.passkeys.name} hint={accountTexts.passkeys.nameHint} maxLength={80} required errors={errors} />
          <CurrentPassword errors={errors} />
          <FormErrors errors={errors} fields={['name', 'password']} />
          <button class="button primary" disabled={isBusy}>{accountTexts.passkeys.add}</button>
        </>
      ) : <p><strong>{accountTexts.passkeys.notHere}</strong></p>}
    </form>
  );
}
