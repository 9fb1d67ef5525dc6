import { mutate } from '../api';
import { Field, Submit, useForm } from '../components/form';
import { NewPassword } from '../components/new-password';
import { Page } from '../components/page';
import { t } from '../i18n';
import LOG_IN_WITH_CODE from '../operations/log-in-with-code.graphql';
import { enter } from './log-in';

/** A pupil who has forgotten the password logs in with a code from the club's leader, and sets a new password. */
export function LogInWithCode(_: { param: string }) {
  const form = useForm(async ({ username = '', code = '', newPassword = '' }) =>
    enter(await mutate(LOG_IN_WITH_CODE, { username, code, newPassword })));
  return (
    <Page title={t.logInWithCode} back="/log-in">
      <form class="card" onSubmit={form.onSubmit}>
        <p>{t.codeExplained}</p>
        <Field name="username" label={t.username} autocomplete="username" autocapitalize="none" required of={form} />
        <Field name="code" label={t.loginCode} autocomplete="one-time-code" required of={form} />
        <NewPassword of={form} />
        <Submit of={form}>{t.logIn}</Submit>
      </form>
    </Page>
  );
}
