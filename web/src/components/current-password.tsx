// What the service wants before something that others must not do on an open device: the password once more.
import { mutate } from '../api';
import { accountTexts, t } from '../i18n';
import REAUTHENTICATE from '../operations/reauthenticate.graphql';
import { Field, FormErrors, useForm, type UserError } from './form';

/** A form that enters its field `password` again. Only if that is accepted, `send` gets the other values. */
export const usePasswordForm = (send: (values: Record<string, string>) => Promise<UserError[]>) =>
  useForm(async ({ password = '', ...values }) => {
    const { errors } = await mutate(REAUTHENTICATE, { password });
    return errors.length ? errors : send(values);
  });

/** The field `password` of such a form. */
export function CurrentPassword({ label = t.password_, errors }: { label?: string; errors: UserError[] }) {
  return <Field name="password" type="password" label={label} autocomplete="current-password" required errors={errors} />;
}

type Properties = { title: string; explanation: string; isDanger?: boolean; act: () => Promise<UserError[]> };

/** Something that is done only after the password was entered once more. `act` returns the errors. */
export function WithPassword({ title, explanation, isDanger = false, act }: Properties) {
  const { errors, isBusy, onSubmit } = usePasswordForm(act);
  return (
    <details>
      <summary>{title}</summary>
      <form onSubmit={onSubmit}>
        <p>{explanation}</p>
        <CurrentPassword label={accountTexts.yourPassword_} errors={errors} />
        <FormErrors errors={errors} fields={['password']} />
        <button class={isDanger ? 'button danger' : 'button'} disabled={isBusy}>{title}</button>
      </form>
    </details>
  );
}
