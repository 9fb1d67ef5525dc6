// A field for a kind of the vocabulary that editors extend.
import { editorTexts as e } from '../i18n';
import KIND_TERMS, { type Data } from '../operations/kind-terms.graphql';
import { useQuery } from '../query';
import { captionOf } from './caption';
import { Labelled, type FieldProperties } from './field';

type Term = NonNullable<Data['kindTerms']>[number];

/** The kinds with their labels; a narrower kind follows its broader one. */
export function KindField({ field, path, value, messages, onChange }: FieldProperties) {
  const scheme = field.type === 'kind' ? field.scheme : null;
  const { data } = useQuery(KIND_TERMS, { scheme });
  const terms = data?.kindTerms ?? [];
  const isListed = !value || terms.some(({ slug }) => slug === value);
  return (
    <Labelled path={path} label={captionOf(field)} isRequired={field.isRequired} messages={messages}>
      {(described) => (
        <select {...described} name={path} value={value as string} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{e.notChosen}</option>
          {scheme
            ? <Options terms={terms} />
            : (['ORGANIZATION', 'POST'] as const).map((each) => (
              <optgroup key={each} label={e.choices.kindScheme[each]}>
                <Options terms={terms.filter((term) => term.scheme === each)} />
              </optgroup>
            ))}
          {!isListed && <option value={value as string}>{value}</option>}
        </select>
      )}
    </Labelled>
  );
}

function Options({ terms }: { terms: Term[] }) {
  const below = (broader: string | null, depth: number): { slug: string; label: string }[] =>
    terms.filter((term) => (term.broader?.slug ?? null) === broader).flatMap(({ slug, label }) => (
      [{ slug, label: `${'\u2003'.repeat(depth)}${label}` }, ...below(slug, depth + 1)]
    ));
  return <>{below(null, 0).map(({ slug, label }) => <option key={slug} value={slug}>{label}</option>)}</>;
}
