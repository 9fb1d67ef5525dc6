import { mutate } from '../api';
import { Field, FormErrors, useForm } from '../components/form';
import { Page } from '../components/page';
import { t } from '../i18n';
import LOG_IN_WITH_CODE from '../operations/log-in-with-code.graphql';
import { enter } from './log-in';

/** A pupil who has forgotten the password logs in with a code from the club's leader, and sets a new password. */
export function LogInWithCode(_: { param: string }) {
  const { errors, isBusy, onSubmit } = useForm(async ({ username = '', code = '', newPassword = '' }) =>
    enter(await mutate(LOG_IN_WITH_CODE, { username, code, newPassword })));
  return (
    <Page title={t.logInWithCode_} back="/log-in">
      <form class="card" onSubmit={onSubmit}>
        <p>{t.codeExplained_}</p>
        <Field name="username" label={t.username_} autocomplete="username" autocapitalize="none" required errors={errors} />
        <Field name="code" label={t.loginCode_} autocomplete="one-time-code" required errors={errors} />
        <Field
          name="newPassword" type="password" label={t.newPassword_} hint={t.passwordHint_}
          autocomplete="new-password" required errors={errors}
        />
        <FormErrors errors={errors} fields={['username', 'code', 'newPassword']} />
        <button class="button primary" disabled={isBusy}>{t.logIn_}</button>
      </form>
    </Page>
  );
}
