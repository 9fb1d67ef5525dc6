// Forms: a field with its label and its error, and the errors that the service returned.
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Offline } from '../api';
import { t } from '../i18n';

export type UserError = { code: string; message: string; path: string[] };
type Send = (values: Record<string, string>) => Promise<UserError[]>;

/** Sends a form once at a time, and collects its errors. `send` returns those of the payload. */
export function useForm(send: Send) {
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
  const shown = new Set<string | undefined>();
  return {
    isBusy,
    onSubmit,
    hasError: (wanted: string) => errors.some(({ code }) => code === wanted),
    /** The message for a field, which shows it: the errors whose path ends with its name. */
    messageFor(name: string) {
      shown.add(name);
      return errors.filter(({ path }) => path.at(-1) === name).map(({ message }) => message).join(' ');
    },
    /** The errors of no field, for what comes after the fields. */
    others: () => errors.filter(({ path }) => !shown.has(path.at(-1))),
  };
}

export type FormState = ReturnType<typeof useForm>;

type FieldProperties = InputHTMLAttributes & { name: string; label: string; hint?: string; of?: FormState };

/** A text field, with its error. */
export function Field({ label, hint, of: form, ...input }: FieldProperties) {
  const id = useId();
  const problem = form?.messageFor(input.name);
  const note = problem || hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input {...input} id={id} aria-invalid={!!problem} aria-describedby={note && `${id}-note`} />
      {note && <p class={problem ? 'error' : 'hint'} id={`${id}-note`}>{note}</p>}
    </div>
  );
}

/** The errors of a form that none of its fields shows. It stands after them. */
export function FormErrors({ of: form }: { of: FormState }) {
  return <div role="alert">{form.others().map(({ code, message }) => <p class="error" key={code}>{message}</p>)}</div>;
}

/** The end of a form: its errors, and the button that sends it. */
export function Submit({ of: form, class: style = 'button primary', children }: {
  of: FormState; class?: string; children: ComponentChildren;
}) {
  return (
    <>
      <FormErrors of={form} />
      <button class={style} disabled={form.isBusy}>{children}</button>
    </>
  );
}
