import { Missing } from '../components/states';
import { EditorPage } from '../editing/editor-page';
import { editorTexts as e } from '../i18n';
import KINDS, { type Data } from '../operations/edit-kinds.graphql';
import { useQuery } from '../query';
import { href } from '../router';

type Term = NonNullable<Data['kindTerms']>[number];

const SCHEMES: Schema.KindScheme[] = ['ORGANIZATION', 'POST'];

/** The vocabulary: the kinds of organizations and of posts, each with the narrower kinds below it. */
export function EditKinds(_: { param: string }) {
  const query = useQuery(KINDS, {});
  const { data } = query;
  return (
    <EditorPage title={e.vocabulary} back="/edit">
      {!data && <Missing query={query} />}
      {data?.kindTerms && SCHEMES.map((scheme) => (
        <section class="card" key={scheme}>
          <h2>{e.choices.kindScheme[scheme]}</h2>
          <Terms terms={data.kindTerms?.filter((term) => term.scheme === scheme) ?? []} broader={null} />
          <p class="actions"><a class="button small" href={href(`/edit/new/kindTerm/scheme/${scheme}`)}>{e.newRecords.kindTerm}</a></p>
        </section>
      ))}
    </EditorPage>
  );
}

function Terms({ terms, broader }: { terms: Term[]; broader: string | null }) {
  const here = terms.filter((term) => (term.broader?.slug ?? null) === broader);
  if (!here.length) return null;
  return (
    <ul class={broader ? 'narrower' : 'plain'}>
      {here.map(({ id, slug, label, isPublished }) => (
        <li key={id}>
          <a class="entry" href={href(`/edit/kindTerm/${id}`)}>{label} {!isPublished && <small class="quiet">{e.isDraft}</small>}</a>
          <Terms terms={terms} broader={slug} />
        </li>
      ))}
    </ul>
  );
}
