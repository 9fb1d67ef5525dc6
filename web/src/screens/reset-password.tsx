import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Field, FormErrors, useForm } from '../components/form';
import { Page } from '../components/page';
import { accountTexts, t } from '../i18n';
import RESET from '../operations/reset-password.graphql';
import { go, href } from '../router';

/** Sets a new password. A link in a message leads here, with its token after the `#`. */
export function ResetPassword(_: { param: string }) {
  const [email, setEmail] = useState<string | null>(null);
  const { errors, isBusy, onSubmit } = useForm(async ({ newPassword = '' }) => {
    const input = { token: location.hash.slice(1), newPassword };
    const payload = await mutate(RESET, input);
    setEmail(payload.email);
    return payload.errors;
  });
  if (email) {
    return (
      <Page title={t.newPassword_}>
        <section class="card" role="status">
          <p>{accountTexts.passwordSet_(email)}</p>
          <button class="button primary" onClick={() => go('/log-in', { replace: true })}>{t.logIn_}</button>
        </section>
      </Page>
    );
  }
  const isInvalid = errors.some((error) => error.code === 'EMAIL_LINK_INVALID');
  return (
    <Page title={t.newPassword_}>
      <form class="card" onSubmit={onSubmit}>
        <Field
          name="newPassword" type="password" label={t.newPassword_} hint={t.passwordHint_}
          autocomplete="new-password" required errors={errors}
        />
        <FormErrors errors={errors} fields={['newPassword']} />
        <button class="button primary" disabled={isBusy}>{accountTexts.setPassword_}</button>
        {isInvalid && <a class="button" href={href('/forgot-password')}>{accountTexts.askAgain_}</a>}
      </form>
    </Page>
  );
}
