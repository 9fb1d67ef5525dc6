// The names of fields, for the forms and for comparisons of values.
import { editorTexts as e } from '../i18n';
import { FIELDS, type Field, type RecordKind } from './fields';

/** The name of a field in a form. */
export const captionOf = ({ name, caption }: Field): string => e.fields[caption ?? name];

/** The name of a field in stored records, where references and flags have shorter names. */
export function storedName(name: string, kind?: RecordKind): string {
  const languages: Record<string, string> = e.languages;
  const labels: Record<string, string> = { ...e.fields, ...e.storedFields };
  const field = kind && FIELDS[kind].find((each) => each.name === name);
  if (field) return captionOf(field);
  const longer = [name, `${name}Id`, `${name}On`, `${name}Start`, `${name}Starts`, `is${name.charAt(0).toUpperCase()}${name.slice(1)}`];
  return languages[name] ?? longer.map((each) => labels[each]).find(Boolean) ?? name;
}
