import { useState } from 'preact/hooks';
import { create } from '../api';
import { Field, Submit, useForm } from '../components/form';
import { NewPassword } from '../components/new-password';
import { Page } from '../components/page';
import { deviceZone } from '../days';
import { language, t } from '../i18n';
import REGISTER from '../operations/register-with-club-code.graphql';
import { href } from '../router';
import { session } from '../session';
import { NEXT, enter } from './log-in';
import { chosenShares, Invited, Joined, ShareChoices } from './join-club';

/** A pupil without an e-mail address signs up and joins a club in one step, and learns the user name to log in with. */
export function JoinWithoutEmail({ param }: { param: string }) {
  const [wasLoggedIn] = useState(() => session.value !== null);
  const [code, setCode] = useState(param);
  const [done, setDone] = useState<{ club: string; username: string } | null>(null);
  const form = useForm(async (values) => {
    const { inviteCode = '', displayName = '', username = '', password = '' } = values;
    const input: Schema.RegisterWithClubCodeInput = {
      inviteCode, displayName, password, timeZone: deviceZone(),
      glossLanguage: language.value === 'kk' ? 'ru' : language.value,
      shares: chosenShares(values),
      ...(username.trim() && { username }),
    };
    const payload = await create(REGISTER, input);
    sessionStorage.removeItem(NEXT);
    const problems = await enter(payload);
    const account = payload.viewer?.account;
    if (account) setDone({ club: payload.club?.name ?? '', username: account.username ?? '' });
    return problems;
  });
  if (done) {
    return (
      <Joined club={done.club}>
        <p>{t.rememberUsername} <strong class="code">{done.username}</strong></p>
      </Joined>
    );
  }
  if (wasLoggedIn) {
    return <Page title={t.joinClub}><a class="button primary" href={href(`/join/${param}`)}>{t.joinClub}</a></Page>;
  }
  return (
    <Page title={t.withoutEmail} back={`/join/${param}`}>
      <form class="card" onSubmit={form.onSubmit}>
        <Invited code={code} />
        <p>{t.withoutEmailExplained}</p>
        <Field
          name="inviteCode" label={t.inviteCode} defaultValue={param} required autocomplete="off" of={form}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Field name="displayName" label={t.yourName} autocomplete="name" required maxLength={80} of={form} />
        <Field
          name="username" label={t.username} hint={t.usernameHint} autocomplete="username" autocapitalize="none"
          maxLength={30} of={form}
        />
        <NewPassword name="password" label={t.password} of={form} />
        <ShareChoices />
        <Submit of={form}>{t.join}</Submit>
      </form>
    </Page>
  );
}
