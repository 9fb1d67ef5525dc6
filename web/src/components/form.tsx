// Forms and buttons: a field with its label and its error, and the errors that the service returned.
import type { ComponentChildren, InputHTMLAttributes, SelectHTMLAttributes } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { explain } from './states';

export type UserError = { code: string; message: string; path?: string[] };
type Values = Record<string, string>;

/** Waits for the payload of a mutation, passes it to `then` if that is given, and returns its errors. */
export async function errorsOf<Payload extends { errors: UserError[] }>(
  sent: Promise<Payload>,
  then?: (payload: Payload) => unknown,
) {
  const payload = await sent;
  await then?.(payload);
  return payload.errors;
}

/**
 * Returns what to call after an action. If the element with the focus is gone then, what is left around it takes the focus, so
 * that people who use a keyboard or a screen reader keep their place.
 */
function placeKeeper() {
  const around: HTMLElement[] = [];
  for (let each = document.activeElement as HTMLElement | null; each?.closest('main'); each = each.parentElement) around.push(each);
  return () => {
    const place = around.find(({ isConnected }) => isConnected);
    if (!place || document.activeElement !== document.body) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };
}

/**
 * Sends something, but not twice at once, and keeps its errors. Meanwhile, buttons are disabled by `aria-disabled` alone:
 * with `disabled`, they would lose the focus.
 */
function useSending() {
  const [errors, setErrors] = useState<UserError[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const act = async (send: () => Promise<UserError[]>) => {
    if (isBusy) return;
    const keepPlace = placeKeeper();
    setBusy(true);
    setDone(false);
    try {
      const found = await send();
      setErrors(found);
      setDone(!found.length);
    } catch (error) {
      setErrors([{ code: 'ERROR', message: explain(error) }]);
    } finally {
      setBusy(false);
      // After the result was rendered.
      setTimeout(keepPlace);
    }
  };
  return { errors, isBusy, isDone, setDone, act };
}

/** The action of a button, and the message if it fails. The action returns the errors of the payload. */
export function useAction() {
  const action = useSending();
  return { ...action, problem: <p class="error" role="alert">{action.errors.map(({ message }) => message).join(' ')}</p> };
}

/** The submission of a form, and its errors. `send` returns the errors of the payload. */
export function useForm(send: (values: Values) => Promise<UserError[]>) {
  const { errors, isBusy, isDone, setDone, act } = useSending();
  const sent = useRef<HTMLFormElement | null>(null);
  // A field whose content was refused takes the focus, so that screen readers read its error, and it scrolls into view.
  useLayoutEffect(() => sent.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), [errors]);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    sent.current = event.currentTarget as HTMLFormElement;
    const entries = new FormData(sent.current).entries();
    const values = Object.fromEntries([...entries].map(([name, content]) => [name, String(content)]));
    void act(() => send(values));
  };
  const shown = new Set<string | undefined>();
  return {
    isBusy,
    /** Whether it was accepted, and nothing was changed since. */
    isDone,
    onSubmit,
    onInput: () => setDone(false),
    hasError: (wanted: string) => errors.some(({ code }) => code === wanted),
    /** The message for a field that shows it: the errors whose path ends with the name of the field. */
    messageFor(name: string) {
      shown.add(name);
      return errors.filter(({ path }) => path?.at(-1) === name).map(({ message }) => message).join(' ');
    },
    /** The errors that no field shows, for the end of the form. */
    others: () => errors.filter(({ path }) => !shown.has(path?.at(-1))),
  };
}

export type FormState = ReturnType<typeof useForm>;

type FieldProperties = InputHTMLAttributes & { name?: string; label: string; hint?: string; of?: FormState };

/** A text field, with its error. */
export function Field({ label, hint, of: form, ...input }: FieldProperties) {
  const id = useId();
  const problem = input.name && form?.messageFor(input.name);
  const note = problem || hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input {...input} id={id} aria-invalid={!!problem} aria-describedby={note && `${id}-note`} />
      {note && <p class={problem ? 'error' : 'hint'} id={`${id}-note`}>{note}</p>}
    </div>
  );
}

type CheckProperties = {
  type?: 'radio';
  name?: string;
  value?: string | number;
  class?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  onChange?: (event: { currentTarget: HTMLInputElement }) => void;
  children: ComponentChildren;
};

/** A box to tick and its text; with `type="radio"`, one of several choices. */
export const Check = ({ type, children, class: style = 'check', ...input }: CheckProperties) => (
  <label class={style}><input {...input} type={type ?? 'checkbox'} /><span>{children}</span></label>
);

type SelectProperties = SelectHTMLAttributes & {
  label: string;
  /** The values, each with its text and, if it is not that of the app, its language. */
  options: (readonly [value: string, text: string, language?: string])[];
  chosen?: string | null | undefined;
};

/** A choice from a list. */
export function Select({ label, options, chosen, ...select }: SelectProperties) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select {...select} id={id}>
        {options.map(([value, text, lang]) => <option key={value} value={value} lang={lang} selected={value === chosen}>{text}</option>)}
      </select>
    </div>
  );
}

/** The end of a form: the errors that none of its fields shows, the button that sends it, and what to say when it was accepted. */
export function Submit({ of: form, class: style = 'button primary', done, children }: {
  of: FormState; class?: string; done?: string; children: ComponentChildren;
}) {
  return (
    <>
      <div role="alert">{form.others().map(({ code, message }) => <p class="error" key={code}>{message}</p>)}</div>
      <button class={style} aria-disabled={form.isBusy}>{children}</button>
      {done && <p role="status">{form.isDone && done}</p>}
    </>
  );
}
