// What the service wants before something that others must not do on an open device: the password once more.
import { ask } from '../api';
import { t } from '../i18n';
import REAUTHENTICATE from '../operations/reauthenticate.graphql';
import { Field, type UserError } from './form';

/** Enters the password again. Returns the errors. */
export async function enterPassword(password = ''): Promise<UserError[]> {
  return (await ask(REAUTHENTICATE, { input: { password } })).reauthenticate?.errors ?? [];
}

/** The field `password` of a form that enters it again. */
export function CurrentPassword({ label = t.password, errors }: { label?: string; errors: UserError[] }) {
  return <Field name="password" type="password" label={label} autocomplete="current-password" required errors={errors} />;
}
