// Values as text, for comparisons and for the history.
import { editorTexts as e } from '../i18n';
import { captionOf, storedName } from './caption';
import { LANGUAGES, type Field, type Reference, type Texts, type Value, type Values } from './fields';
import { isEmpty } from './values';

/** The value of a field, in words. */
export function Described({ field, value }: { field: Field; value: Value }) {
  if (isEmpty(field, value)) return <span class="quiet">{e.nothing}</span>;
  switch (field.type) {
    case 'texts': return (
      <>
        {LANGUAGES.map((language) => (value as Texts)[language] && (
          <p key={language}><small class="quiet">{e.languages[language]}</small> <span lang={language}>{(value as Texts)[language]}</span></p>
        ))}
      </>
    );
    case 'flag': return <>{value ? e.yes : e.no}</>;
    case 'choice': return <>{(e.choices[field.of] as Record<string, string>)[value as string] ?? value}</>;
    case 'reference': return <>{(value as Reference).name}</>;
    case 'group': return <DescribedFields fields={field.fields} values={value as Values} />;
    case 'list': return (
      <ul>
        {(value as Values[]).map((item, at) => <li key={at}><DescribedFields fields={field.fields} values={item} /></li>)}
      </ul>
    );
    default: return <>{value}</>;
  }
}

function DescribedFields({ fields, values }: { fields: Field[]; values: Values }) {
  return (
    <>
      {fields.map((field) => {
        const value = values[field.name];
        if (value === undefined || isEmpty(field, value)) return null;
        return <div key={field.name}><small class="quiet">{captionOf(field)}:</small> <Described field={field} value={value} /></div>;
      })}
    </>
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A value in its stored form, in words. References are bare UUIDs, which say nothing to a reader. */
export function Stored({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span class="quiet">{e.nothing}</span>;
  if (typeof value === 'boolean') return <>{value ? e.yes : e.no}</>;
  if (Array.isArray(value)) return <ul>{value.map((item, at) => <li key={at}><Stored value={item} /></li>)}</ul>;
  if (typeof value === 'object') {
    return (
      <>
        {Object.entries(value).map(([name, part]) => (
          <div key={name}><small class="quiet">{storedName(name)}:</small> <Stored value={part} /></div>
        ))}
      </>
    );
  }
  const text = String(value);
  if (UUID.test(text)) return <>{e.anotherRecord}</>;
  return <>{choiceName(text) ?? text}</>;
}

function choiceName(text: string) {
  const code = text.toUpperCase();
  if (text === code && !/^[A-Z_]{3,}$/.test(text)) return undefined;
  const choices = Object.values(e.choices) as Record<string, string>[];
  return choices.map((choice) => choice[code]).find(Boolean);
}
