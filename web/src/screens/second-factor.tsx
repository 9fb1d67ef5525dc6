import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { CurrentPassword, usePasswordForm } from '../components/current-password';
import { errorsOf, Field, Submit, useForm } from '../components/form';
import { Page } from '../components/page';
import { QrCode } from '../components/qr-code';
import { RecoveryCodes } from '../components/recovery-codes';
import { Missing } from '../components/states';
import { accountTexts, clubTexts, t } from '../i18n';
import CONFIRM from '../operations/confirm-totp.graphql';
import CREATE_CODES from '../operations/create-recovery-codes.graphql';
import DISABLE from '../operations/disable-totp.graphql';
import SECOND_FACTOR from '../operations/second-factor.graphql';
import START from '../operations/start-totp.graphql';
import { useQuery } from '../query';

type Setup = { secret: string; otpauthUri: string };
type Changes = { onChange: () => Promise<void>; onCodes: (codes: string[]) => void };

/** Sets up the authenticator app, shows the recovery codes once, and turns it off. */
export function SecondFactor(_: { param: string }) {
  const query = useQuery(SECOND_FACTOR, {});
  const { data, reload } = query;
  const [codes, setCodes] = useState<string[]>([]);
  const account = data?.viewer?.account;
  if (codes.length > 0) {
    return (
      <Page title={t.secondFactor}>
        <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
      </Page>
    );
  }
  return (
    <Page title={t.secondFactor} back="/settings">
      {!account && <Missing query={query} />}
      {account?.hasSecondFactor && (
        <section class="card">
          <p>{accountTexts.secondFactor.isOn}<br /><span class="quiet">{accountTexts.secondFactor.codesLeft({ count: account.recoveryCodesLeft ?? 0 })}</span></p>
        </section>
      )}
      {account && !account.hasAuthenticatorApp && (
        <SetUp isNeeded={account.needsSecondFactor} onChange={reload} onCodes={setCodes} />
      )}
      {account?.hasSecondFactor && <NewCodes onChange={reload} onCodes={setCodes} />}
      {account?.hasAuthenticatorApp && <TurnOff onChange={reload} />}
    </Page>
  );
}

function SetUp({ isNeeded, onChange, onCodes }: Changes & { isNeeded: boolean }) {
  const [setup, setSetup] = useState<Setup | null>(null);
  const form = usePasswordForm(() => errorsOf(mutate(START), ({ secret, otpauthUri }) => {
    if (secret && otpauthUri) setSetup({ secret, otpauthUri });
  }));
  if (setup) return <Confirm setup={setup} onChange={onChange} onCodes={onCodes} />;
  return (
    <form class="card" onSubmit={form.onSubmit}>
      {isNeeded && <p><strong>{t.roleNeedsSecondFactor}</strong></p>}
      <p>{accountTexts.secondFactor.explained}</p>
      <p>{accountTexts.secondFactor.app}</p>
      <CurrentPassword of={form} />
      <Submit of={form}>{accountTexts.secondFactor.start}</Submit>
    </form>
  );
}

/** Shows new recovery codes, if there are any. */
const shownCodes = (onChange: Changes['onChange'], onCodes: Changes['onCodes']) =>
  async ({ recoveryCodes }: { recoveryCodes: string[] | null }) => {
    if (!recoveryCodes) return;
    onCodes(recoveryCodes);
    await onChange();
  };

function Confirm({ setup, onChange, onCodes }: Changes & { setup: Setup }) {
  const form = useForm(({ code = '' }) => errorsOf(mutate(CONFIRM, { code }), shownCodes(onChange, onCodes)));
  return (
    <form class="card" onSubmit={form.onSubmit}>
      <p>{accountTexts.secondFactor.scan}</p>
      <QrCode text={setup.otpauthUri} label={clubTexts.qrCode} />
      <a class="button" href={setup.otpauthUri}>{accountTexts.secondFactor.openApp}</a>
      <p>{accountTexts.secondFactor.orType} <strong class="secret">{setup.secret.replaceAll(/.{4}(?=.)/g, '$& ')}</strong></p>
      <Field
        name="code" label={accountTexts.secondFactor.codeOfApp} inputMode="numeric" autocomplete="one-time-code" required of={form}
      />
      <Submit of={form}>{accountTexts.secondFactor.turnOn}</Submit>
    </form>
  );
}

function NewCodes({ onChange, onCodes }: Changes) {
  const form = usePasswordForm(() => errorsOf(mutate(CREATE_CODES), shownCodes(onChange, onCodes)));
  return (
    <form class="card" onSubmit={form.onSubmit}>
      <h2>{accountTexts.secondFactor.recoveryCodes}</h2>
      <p>{accountTexts.secondFactor.newCodesExplained}</p>
      <CurrentPassword of={form} />
      <Submit of={form} class="button">{accountTexts.secondFactor.newCodes}</Submit>
    </form>
  );
}

function TurnOff({ onChange }: Pick<Changes, 'onChange'>) {
  const form = usePasswordForm(({ code = '' }) =>
    errorsOf(mutate(DISABLE, { code }), ({ errors }) => errors.length || onChange()));
  return (
    <form class="card" onSubmit={form.onSubmit}>
      <h2>{accountTexts.secondFactor.turnOff}</h2>
      <p>{accountTexts.secondFactor.turnOffExplained}</p>
      <CurrentPassword of={form} />
      <Field name="code" label={t.secondFactorCode} autocomplete="one-time-code" required of={form} />
      <Submit of={form} class="button danger">{accountTexts.secondFactor.turnOff}</Submit>
    </form>
  );
}
