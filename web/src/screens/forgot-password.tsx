import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Field, FormErrors, useForm } from '../components/form';
import { Page } from '../components/page';
import { accountTexts, t } from '../i18n';
import REQUEST from '../operations/request-password-reset.graphql';

/** Asks for a message with a link that sets a new password. */
export function ForgotPassword(_: { param: string }) {
  const [isSent, setSent] = useState(false);
  const { errors, isBusy, onSubmit } = useForm(async ({ email = '' }) => {
    const problems = (await mutate(REQUEST, { email })).errors;
    setSent(problems.length === 0);
    return problems;
  });
  return (
    <Page title={t.newPassword_} back="/log-in">
      <form class="card" onSubmit={onSubmit}>
        <p>{accountTexts.resetExplained_}</p>
        <Field name="email" type="email" label={t.email_} autocomplete="email" required errors={errors} />
        <FormErrors errors={errors} fields={['email']} />
        <button class="button primary" disabled={isBusy}>{accountTexts.sendLink_}</button>
        <p role="status">{isSent && accountTexts.resetSent_}</p>
      </form>
    </Page>
  );
}
