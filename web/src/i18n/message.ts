// Fills in what texts leave open.

/** The forms of a text by the category of its `count`. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** A text, or a text for each of some names. */
export type Text = string | Forms | { [name: string]: Text };

/** What fills in the values of a text. */
type Message<Values> = (values: Values) => string;

/** Texts as the screens use them: those with values are functions of them. */
export type Ready<Texts, Values> = {
  [Name in keyof Texts]: Name extends keyof Values
    ? Texts[Name] extends string | Forms ? Message<Values[Name]> : Ready<Texts[Name], Values[Name]>
    : Texts[Name];
};

/** What the texts of another language must be: all of them, and each may have forms. */
export type Like<Texts> = {
  [Name in keyof Texts]: Texts[Name] extends string | Forms ? string | Forms : Like<Texts[Name]>;
};

type Given = Record<string, string | number>;

/** Writes numbers by the rules of a language. Browsers may lack the Kazakh ones, which are the Russian ones. */
export const numberFormat = (language: string, options?: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(language.replace('kk', 'ru'), options);

/** Makes the texts of a language ready for the screens. */
export function ready(texts: Text, language: string): unknown {
  const rules = new Intl.PluralRules(language);
  const numbers = numberFormat(language);
  const written = (value: string | number | undefined) => (typeof value === 'number' ? numbers.format(value) : String(value));
  const fill = (text: string, values: Given) => text.replace(/\{(\w+)\}/g, (_, name: string) => written(values[name]));
  const made = (text: Text): unknown => {
    if (typeof text === 'string') return text.includes('{') ? (values: Given) => fill(text, values) : text;
    if (!('other' in text)) return Object.fromEntries(Object.entries(text).map(([name, inner]) => [name, made(inner)]));
    const forms = text as Forms;
    return (values: Given & { count: number }) => fill(forms[rules.select(values.count)] ?? forms.other, values);
  };
  return made(texts);
}
