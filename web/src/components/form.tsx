// Forms: a field with its label and its error, and the errors that the service returned.
import type { InputHTMLAttributes } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Offline } from '../api';
import { t } from '../i18n';

export type UserError = { code: string; message: string; path: string[] };

type FieldProperties = InputHTMLAttributes & { name: string; label: string; hint?: string; errors?: UserError[] };

/** A text field. It shows the errors whose path ends with its name. */
export function Field({ label, hint, errors = [], ...input }: FieldProperties) {
  const id = useId();
  const own = errors.filter((error) => error.path.at(-1) === input.name);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={own.length > 0}
        aria-describedby={own.length ? `${id}-error` : hint ? `${id}-hint` : undefined}
      />
      {own.length > 0
        ? <p class="error" id={`${id}-error`}>{own.map((error) => error.message).join(' ')}</p>
        : hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

/** The errors that belong to no field of the form. */
export function FormErrors({ errors, fields }: { errors: UserError[]; fields: string[] }) {
  const others = errors.filter((error) => !fields.includes(error.path.at(-1) ?? ''));
  return <div role="alert">{others.map((error) => <p class="error" key={error.code}>{error.message}</p>)}</div>;
}

/** Sends a form once at a time, and collects its errors. `send` returns those of the payload. */
export function useForm(send: (values: Record<string, string>) => Promise<UserError[]>) {
  const [errors, setErrors] = useState<UserError[]>([]);
  const [isBusy, setBusy] = useState(false);
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const entries = new FormData(event.currentTarget as HTMLFormElement).entries();
    const values = Object.fromEntries([...entries].map(([name, content]) => [name, String(content)]));
    try {
      setErrors(await send(values));
    } catch (error) {
      const message = error instanceof Offline ? t.needsConnection_ : (error as Error).message;
      setErrors([{ code: 'ERROR', message, path: [] }]);
    } finally {
      setBusy(false);
    }
  };
  return { errors, isBusy, onSubmit };
}
