// Asks for the password again, which the service requires before actions that others must not take on an unlocked
// device.
import { mutate } from '../api';
import { accountTexts } from '../i18n';
import REAUTHENTICATE from '../operations/reauthenticate.graphql';
import { Field, Submit, useForm, type FormState, type UserError } from './form';

/** A form whose field `password` is verified first. `send` gets the other values only if the password is accepted. */
export const usePasswordForm = (send: (values: Record<string, string>) => Promise<UserError[]>) =>
  useForm(async ({ password = '', ...values }) => {
    const { errors } = await mutate(REAUTHENTICATE, { password });
    return errors.length ? errors : send(values);
  });

/** The field `password` of such a form. */
export function CurrentPassword({ of: form }: { of: FormState }) {
  return <Field name="password" type="password" label={accountTexts.yourPassword} autocomplete="current-password" required of={form} />;
}

type Properties = { title: string; explanation: string; isDanger?: boolean; act: () => Promise<UserError[]> };

/** An action that requires the password again. `act` returns the errors. */
export function WithPassword({ title, explanation, isDanger = false, act }: Properties) {
  const form = usePasswordForm(act);
  return (
    <details>
      <summary>{title}</summary>
      <form onSubmit={form.onSubmit}>
        <p>{explanation}</p>
        <CurrentPassword of={form} />
        <Submit of={form} class={isDanger ? 'button danger' : 'button'}>{title}</Submit>
      </form>
    </details>
  );
}
