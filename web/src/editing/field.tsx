// The fields of a form. Each shows its own problems, and reports its new value.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { Check } from '../components/form';
import { editorTexts as e } from '../i18n';
import { captionOf } from './caption';
import { dateProblem } from './edtf';
import { LANGUAGES, type Field, type FieldName, type Texts, type Value, type Values } from './fields';
import { KindField } from './kind-field';
import { ReferenceField } from './reference-field';
import { RuleField } from './rule-field';
import { emptyValue, emptyValues, isEmpty } from './values';

/** The problems, as sentences, by the paths of the fields. */
export type Messages = Record<string, string>;

export type FieldProperties = {
  field: Field;
  /** The place of the field in the form: `names.0.since`. */
  path: string;
  value: Value;
  messages: Messages;
  onChange: (value: Value) => void;
};

function FieldView(properties: FieldProperties) {
  const { field, path, value, messages, onChange } = properties;
  const label = captionOf(field);
  const hints: Partial<Record<FieldName, string>> = e.hints;
  switch (field.type) {
    case 'texts': return <TextsField {...properties} />;
    case 'date': return <DateField {...properties} />;
    case 'list': return field.isChecked ? <ChecksField {...properties} /> : <ListField {...properties} />;
    case 'reference': return <ReferenceField {...properties} />;
    case 'kind': return <KindField {...properties} />;
    case 'rule': return <RuleField {...properties} />;
    case 'group': return (
      <Fieldset legend={label} path={path} messages={messages}>
        <FieldsView fields={field.fields} path={`${path}.`} values={value as Values} messages={messages} onChange={onChange} />
      </Fieldset>
    );
    case 'flag': return (
      <Check name={path} checked={value as boolean} onChange={(event) => onChange(event.currentTarget.checked)}>{label}</Check>
    );
    case 'choice': {
      const options = Object.entries(e.choices[field.of]);
      return (
        <Labelled path={path} label={label} isRequired={field.isRequired} messages={messages}>
          {(described) => (
            <select {...described} name={path} value={value as string} onChange={(event) => onChange(event.currentTarget.value)}>
              <option value="">{e.notChosen}</option>
              {options.map(([option, name]) => <option key={option} value={option}>{name}</option>)}
            </select>
          )}
        </Labelled>
      );
    }
    default: return (
      <Labelled path={path} label={label} isRequired={field.isRequired} hint={hints[field.name]} messages={messages}>
        {(described) => {
          const common = {
            ...described, name: path, value: value as string,
            onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => onChange(event.currentTarget.value),
          };
          if (field.type === 'paragraph') return <textarea {...common} rows={2} />;
          if (field.type === 'time') return <input {...common} type="time" />;
          if (field.type === 'day') return <input {...common} type="date" aria-required={undefined} />;
          if (field.type === 'moment') return <input {...common} type="datetime-local" aria-required={undefined} />;
          return <input {...common} autocomplete="off" inputMode={field.type !== 'number' ? 'text' : field.isDecimal ? 'decimal' : 'numeric'} />;
        }}
      </Labelled>
    );
  }
}

/** Fields, one below the other. The period of a statement and its sources are folded until the user opens them. */
export function FieldsView({ fields, path, values, messages, onChange, isItem }: {
  fields: Field[]; path: string; values: Values; messages: Messages; onChange: (values: Values) => void; isItem?: boolean;
}) {
  const view = (field: Field) => (
    <FieldView
      key={field.name} field={field} path={path + field.name} value={values[field.name] ?? emptyValue(field)}
      messages={messages} onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  );
  const evidence = isItem ? fields.filter(({ name }) => EVIDENCE.includes(name)) : [];
  const count = evidence.filter((field) => !isEmpty(field, values[field.name] ?? emptyValue(field))).length;
  const hasProblem = evidence.some(({ name }) => Object.keys(messages).some((at) => at.startsWith(path + name)));
  return (
    <>
      {fields.filter((field) => !evidence.includes(field)).map(view)}
      {evidence.length > 0 && <Folded summary={count ? e.evidenceCount({ count }) : e.evidence} hasProblem={hasProblem}>{evidence.map(view)}</Folded>}
    </>
  );
}

/** Fields that are folded, unless one of them has a problem. */
function Folded({ summary, hasProblem, children }: { summary: string; hasProblem: boolean; children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => { if (hasProblem) setOpen(true); }, [hasProblem]);
  return (
    <details open={isOpen || hasProblem} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      <div class="fields">{children}</div>
    </details>
  );
}

const EVIDENCE: string[] = ['since', 'until', 'attested', 'citations'];

type Described = { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined; 'aria-required': true | undefined };

/** An input with its label, its hint and its problem. */
export function Labelled({ path, label, hint, isRequired = false, messages, children }: {
  path: string; label: string; hint?: string | undefined; isRequired?: boolean | undefined;
  messages: Messages; children: (described: Described) => ComponentChildren;
}) {
  const id = useId();
  const message = messages[path];
  const describedBy = [message && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}{isRequired && <span class="quiet"> {e.required}</span>}</label>
      {children({ id, 'aria-invalid': Boolean(message), 'aria-describedby': describedBy || undefined, 'aria-required': isRequired || undefined })}
      {message && <p class="error" id={`${id}-error`}>{message}</p>}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

/** Several inputs that belong together. The problem of all of them together can take the focus. */
export function Fieldset({ legend, path, messages, isRequired, children }: {
  legend: string; path: string; messages: Messages; isRequired?: boolean | undefined; children: ComponentChildren;
}) {
  const id = useId();
  const message = messages[path];
  return (
    <fieldset class="group" data-field={path} aria-describedby={message ? `${id}-error` : undefined}>
      <legend>{legend}{isRequired && <span class="quiet"> {e.required}</span>}</legend>
      {message && <p class="error" id={`${id}-error`} tabIndex={-1}>{message}</p>}
      <div class="fields">{children}</div>
    </fieldset>
  );
}

/** A text in the three languages, side by side where there is room. */
function TextsField({ field, path, value, messages, onChange }: FieldProperties) {
  const texts = value as Texts;
  const isLong = field.type === 'texts' && field.isLong;
  return (
    <Fieldset legend={captionOf(field)} path={path} isRequired={field.isRequired} messages={messages}>
      <div class="languages">
        {LANGUAGES.map((language) => {
          const common = {
            name: `${path}.${language}`, lang: language, value: texts[language],
            onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
              onChange({ ...texts, [language]: event.currentTarget.value }),
          };
          return (
            <Labelled key={language} path={`${path}.${language}`} label={e.languages[language]} messages={messages}>
              {(described) => isLong
                ? <textarea {...described} {...common} rows={5} />
                : <input {...described} {...common} autocomplete="off" />}
            </Labelled>
          );
        })}
      </div>
    </Fieldset>
  );
}

/** A date as precise as its source. It is checked as soon as the field is left. */
function DateField({ field, path, value, messages, onChange }: FieldProperties) {
  const [isLeft, setLeft] = useState(false);
  const allowsInterval = field.type === 'date' && Boolean(field.allowsInterval);
  const text = (value as string).trim();
  const problem = isLeft && text ? dateProblem(text, allowsInterval) : null;
  const shown = problem ? { ...messages, [path]: e.problems[problem] } : messages;
  return (
    <Labelled
      path={path} label={captionOf(field)} hint={allowsInterval ? e.dateHintInterval : e.dateHint}
      isRequired={field.isRequired} messages={shown}
    >
      {(described) => (
        <input
          {...described} name={path} autocomplete="off" inputMode="text" value={value as string}
          onInput={(event) => onChange(event.currentTarget.value)} onBlur={() => setLeft(true)}
        />
      )}
    </Labelled>
  );
}

/** A list of choices that can be checked, each at most once. */
function ChecksField({ field, path, value, messages, onChange }: FieldProperties) {
  const [choice] = 'fields' in field ? field.fields : [];
  if (choice?.type !== 'choice') return null;
  const chosen = (value as Values[]).map((item) => item[choice.name]);
  const options = Object.entries(e.choices[choice.of]);
  const toggle = (option: string, isChosen: boolean) => {
    const next = options.map(([each]) => each).filter((each) => (each === option ? isChosen : chosen.includes(each)));
    onChange(next.map((each) => ({ [choice.name]: each })));
  };
  return (
    <Fieldset legend={captionOf(field)} path={path} isRequired={field.isRequired} messages={messages}>
      {options.map(([option, name]) => (
        <Check
          key={option} name={`${path}.${option}`} checked={chosen.includes(option)}
          onChange={(event) => toggle(option, event.currentTarget.checked)}
        >
          {name}
        </Check>
      ))}
    </Fieldset>
  );
}

/** A list whose items can be added and removed. */
function ListField({ field, path, value, messages, onChange }: FieldProperties) {
  if (field.type !== 'list') return null;
  const items = value as Values[];
  const name = e.items[field.name as keyof typeof e.items];
  const add = () => {
    onChange([...items, emptyValues(field.fields)]);
    focusSoon(`[data-field="${path}.${items.length}"]`);
  };
  const remove = (at: number) => {
    onChange(items.filter((_, index) => index !== at));
    focusSoon(`[data-field="${path}"]`, '.add');
  };
  return (
    <Fieldset legend={captionOf(field)} path={path} isRequired={field.isRequired} messages={messages}>
      {items.map((item, index) => (
        <div class="item" key={index}>
          <Fieldset legend={`${name} ${index + 1}`} path={`${path}.${index}`} messages={messages}>
            <FieldsView
              fields={field.fields} path={`${path}.${index}.`} values={item} messages={messages} isItem
              onChange={(changed) => onChange(items.map((other, at) => (at === index ? changed : other)))}
            />
            <button type="button" class="button small" onClick={() => remove(index)}>{e.removeItem({ name: `${name} ${index + 1}` })}</button>
          </Fieldset>
        </div>
      ))}
      <button type="button" class="button small add" onClick={add}>{e.addItem({ name })}</button>
    </Fieldset>
  );
}

/** Moves the focus to an input of a part of the form, once it is drawn. */
export function focusSoon(part: string, last = 'input, select, textarea, button') {
  setTimeout(() => {
    const found = document.querySelector(part)?.querySelectorAll<HTMLElement>(last);
    (last === '.add' ? [...(found ?? [])].at(-1) : found?.[0])?.focus();
  });
}
