// A kind of the vocabulary, which editors extend.
import { editorTexts as e } from '../i18n';
import KIND_TERMS from '../operations/kind-terms.graphql';
import { useQuery } from '../query';
import { Labelled, type FieldProperties } from './field';

/** The kinds with their labels; a narrower kind follows its broader one. */
export function KindField({ field, path, value, messages, onChange }: FieldProperties) {
  const scheme = field.type === 'kind' ? field.scheme : 'ORGANIZATION';
  const { data } = useQuery(KIND_TERMS, { scheme });
  const terms = data?.kindTerms ?? [];
  const below = (broader: string | null, depth: number): { slug: string; label: string }[] =>
    terms.filter((term) => (term.broader?.slug ?? null) === broader).flatMap(({ slug, label }) => (
      [{ slug, label: `${'\u2003'.repeat(depth)}${label}` }, ...below(slug, depth + 1)]
    ));
  const options = below(null, 0);
  const isListed = !value || options.some(({ slug }) => slug === value);
  return (
    <Labelled path={path} label={e.fields_[field.name]} isRequired={field.isRequired} messages={messages}>
      {(described) => (
        <select {...described} name={path} value={value as string} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{e.notChosen_}</option>
          {options.map(({ slug, label }) => <option key={slug} value={slug}>{label}</option>)}
          {!isListed && <option value={value as string}>{value}</option>}
        </select>
      )}
    </Labelled>
  );
}
