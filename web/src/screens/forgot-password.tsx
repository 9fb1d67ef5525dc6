import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { errorsOf, Field, Submit, useForm } from '../components/form';
import { Page } from '../components/page';
import { accountTexts, t } from '../i18n';
import REQUEST from '../operations/request-password-reset.graphql';

/** Asks for a message with a link that sets a new password. */
export function ForgotPassword(_: { param: string }) {
  const [isSent, setSent] = useState(false);
  const form = useForm(({ email = '' }) => errorsOf(mutate(REQUEST, { email }), ({ errors }) => setSent(!errors.length)));
  return (
    <Page title={t.newPassword_} back="/log-in">
      <form class="card" onSubmit={form.onSubmit}>
        <p>{accountTexts.resetExplained_}</p>
        <Field name="email" type="email" label={t.email_} autocomplete="email" required of={form} />
        <Submit of={form}>{accountTexts.sendLink_}</Submit>
        <p role="status">{isSent && accountTexts.resetSent_}</p>
      </form>
    </Page>
  );
}
