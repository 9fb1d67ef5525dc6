import { useEffect, useState } from 'preact/hooks';
import { mutate, Offline } from '../api';
import { Field, Submit, useForm, type UserError } from '../components/form';
import { LanguageChoice } from '../components/language-choice';
import { Ornament } from '../components/ornament';
import { Page } from '../components/page';
import { TryWords } from '../components/try-words';
import { t } from '../i18n';
import { loadPack } from '../offline/pack';
import { loadOutbox } from '../offline/outbox';
import { synchronize } from '../offline/sync';
import LOG_IN from '../operations/log-in.graphql';
import { canUsePasskeys } from '../passkey-support';
import { go, href, path } from '../router';
import { deviceKey, setSession } from '../session';
import { ownName } from '../storage';

type Entered = {
  session: { token: string; deviceToken: string } | null;
  viewer: { account: { id: string; displayName: string; username: string | null; email: string | null } } | null;
  errors: UserError[];
};

/** Stores a new session on the device, and opens the screen that was requested. Without a session, returns the errors. */
export async function enter(payload: Entered): Promise<UserError[]> {
  if (!payload.session || !payload.viewer) return payload.errors;
  const { id, displayName, username, email } = payload.viewer.account;
  setSession({ ...payload.session, accountId: id, displayName });
  localStorage.setItem(await deviceKey(username ?? email ?? ''), payload.session.deviceToken);
  // Browsers may otherwise delete answers that were not sent.
  void navigator.storage?.persist?.();
  await Promise.all([loadPack(), loadOutbox()]).catch(() => undefined);
  void synchronize();
  if (['/log-in', '/log-in/code', '/sign-up'].includes(path.value)) go(sessionStorage.getItem(NEXT) ?? '/', { replace: true });
  sessionStorage.removeItem(NEXT);
  return [];
}

/** The key of the path to open after logging in. */
export const NEXT = ownName('next');

export function LogIn(_: { param: string }) {
  const [asksCode, setAsksCode] = useState(false);
  const form = useForm(async ({ loginName = '', password = '', secondFactor }) => {
    const name = loginName.includes('@') ? { email: loginName } : { username: loginName };
    const deviceToken = localStorage.getItem(await deviceKey(loginName));
    const input: Schema.LogInInput = { ...name, password, deviceToken, ...(secondFactor && { secondFactor }) };
    const found = await enter(await mutate(LOG_IN, input));
    if (found.some(({ code }) => code === 'SECOND_FACTOR_REQUIRED')) setAsksCode(true);
    return found;
  });
  useEffect(() => {
    if (asksCode) document.querySelector<HTMLInputElement>('[name=secondFactor]')?.focus();
  }, [asksCode]);
  return (
    <Page title={t.appName}>
      <section class="hero">
        <Ornament />
        <TryWords />
      </section>
      <LanguageChoice />
      <form class="card" onSubmit={form.onSubmit}>
        <h2>{t.logIn}</h2>
        <Field name="loginName" label={t.emailOrUsername} autocomplete="username" autocapitalize="none" required of={form} />
        <Field
          name="password" type="password" label={t.password} autocomplete="current-password" required of={form}
        />
        {asksCode && (
          <Field name="secondFactor" label={t.secondFactorCode} autocomplete="one-time-code" of={form} />
        )}
        <Submit of={form}>{t.logIn}</Submit>
      </form>
      {canUsePasskeys && <PasskeyLogIn />}
      <p class="center"><a href={href('/forgot-password')}>{t.forgotPassword}</a></p>
      <p class="center"><a href={href('/log-in/code')}>{t.forgotWithoutEmail}</a></p>
      <p class="center">{t.noAccount} <a href={href('/sign-up')}>{t.signUp}</a></p>
    </Page>
  );
}

function PasskeyLogIn() {
  const form = useForm(async () => {
    const part = await import('../parts/everyone').catch(() => { throw new Offline(); });
    return enter(await part.logInWithPasskey());
  });
  return (
    <form class="card" onSubmit={form.onSubmit}>
      <Submit of={form} class="button">{t.logInWithPasskey}</Submit>
    </form>
  );
}
