import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { errorsOf, Submit, useForm } from '../components/form';
import { NewPassword } from '../components/new-password';
import { Page } from '../components/page';
import { accountTexts, t } from '../i18n';
import RESET from '../operations/reset-password.graphql';
import { go, href } from '../router';

/** Sets a new password. A link in a message leads here, with its token after the `#`. */
export function ResetPassword(_: { param: string }) {
  const [email, setEmail] = useState<string | null>(null);
  const form = useForm(({ newPassword = '' }) =>
    errorsOf(mutate(RESET, { token: location.hash.slice(1), newPassword }), (payload) => setEmail(payload.email)));
  return (
    <Page title={t.newPassword}>
      <div role="status">
        {email && (
          <section class="card">
            <p>{accountTexts.passwordSet({ email })}</p>
            <button class="button primary" onClick={() => go('/log-in', { replace: true })}>{t.logIn}</button>
          </section>
        )}
      </div>
      {!email && (
        <form class="card" onSubmit={form.onSubmit}>
          <NewPassword of={form} />
          <Submit of={form}>{accountTexts.setPassword}</Submit>
          {form.hasError('INVALID_EMAIL_LINK') && <a class="button" href={href('/forgot-password')}>{accountTexts.askAgain}</a>}
        </form>
      )}
    </Page>
  );
}
