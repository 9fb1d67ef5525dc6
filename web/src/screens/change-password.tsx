import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { errorsOf, Field, Submit, useForm } from '../components/form';
import { NewPassword } from '../components/new-password';
import { accountTexts, t } from '../i18n';
import CHANGE from '../operations/change-password.graphql';
import { session } from '../session';

/** Changes the password, and so logs out all other devices. */
export function ChangePassword({ onChange }: { onChange?: () => Promise<void> }) {
  const [isSaved, setSaved] = useState(false);
  const form = useForm(({ currentPassword = '', newPassword = '' }) => {
    const input = { currentPassword, newPassword, deviceToken: session.value?.deviceToken ?? null };
    return errorsOf(mutate(CHANGE, input), ({ errors }) => {
      setSaved(!errors.length);
      return errors.length || onChange?.();
    });
  });
  return (
    <details>
      <summary>{accountTexts.changePassword}</summary>
      <p role="status">{isSaved && t.saved}</p>
      {!isSaved && (
        <form onSubmit={form.onSubmit}>
          <p>{accountTexts.changePasswordExplained}</p>
          <Field name="currentPassword" type="password" label={accountTexts.yourPassword} autocomplete="current-password" required of={form} />
          <NewPassword of={form} />
          <Submit of={form} class="button">{accountTexts.changePassword}</Submit>
        </form>
      )}
    </details>
  );
}
