import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { CurrentPassword, usePasswordForm } from '../components/current-password';
import { errorsOf, Field, Submit, useForm } from '../components/form';
import { accountTexts } from '../i18n';
import CHANGE from '../operations/request-email-change.graphql';
import VERIFY from '../operations/request-email-verification.graphql';

type Account = { email: string | null; emailVerifiedAt: string | null };

/** Shows whether the account's address is verified, and how to verify it, to change it, or to enter a first one. */
export function EmailSettings({ account: { email, emailVerifiedAt } }: { account: Account }) {
  return (
    <>
      {email && (emailVerifiedAt ? <p class="quiet">{accountTexts.isVerified}</p> : <Verification />)}
      <details>
        <summary>{email ? accountTexts.changeEmail : accountTexts.addEmail}</summary>
        {!email && <p>{accountTexts.addExplained}</p>}
        <Change />
      </details>
    </>
  );
}

function Verification() {
  const form = useForm(() => errorsOf(mutate(VERIFY)));
  return (
    <form onSubmit={form.onSubmit}>
      <p>{accountTexts.isNotVerified}</p>
      <Submit of={form} class="button" done={accountTexts.verificationSent}>{accountTexts.sendVerification}</Submit>
    </form>
  );
}

function Change() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = usePasswordForm(({ newEmail = '' }) =>
    errorsOf(mutate(CHANGE, { newEmail }), ({ errors }) => setSentTo(errors.length ? null : newEmail)));
  return (
    <form onSubmit={form.onSubmit}>
      <Field name="newEmail" type="email" label={accountTexts.newEmail} autocomplete="email" required of={form} />
      <CurrentPassword of={form} />
      <Submit of={form} class="button">{accountTexts.sendLink}</Submit>
      <p role="status">{sentTo && accountTexts.changeSent({ email: sentTo })}</p>
    </form>
  );
}
