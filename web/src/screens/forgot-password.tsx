import { mutate } from '../api';
import { errorsOf, Field, Submit, useForm } from '../components/form';
import { Page } from '../components/page';
import { accountTexts, t } from '../i18n';
import REQUEST from '../operations/request-password-reset.graphql';

/** Asks for a message with a link that sets a new password. */
export function ForgotPassword(_: { param: string }) {
  const form = useForm(({ email = '' }) => errorsOf(mutate(REQUEST, { email })));
  return (
    <Page title={t.newPassword} back="/log-in">
      <form class="card" onSubmit={form.onSubmit}>
        <p>{accountTexts.resetExplained}</p>
        <Field name="email" type="email" label={t.email} autocomplete="email" required of={form} />
        <Submit of={form} done={accountTexts.resetSent}>{accountTexts.sendLink}</Submit>
      </form>
    </Page>
  );
}
