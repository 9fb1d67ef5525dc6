import { t } from '../i18n';
import { Field, type FormState } from './form';

type Properties = { name?: string; label?: string; of: FormState };

/** The field for a password that is being chosen. */
export const NewPassword = ({ name = 'newPassword', label = t.newPassword, of: form }: Properties) => (
  <Field name={name} type="password" label={label} hint={t.passwordHint} autocomplete="new-password" required of={form} />
);
