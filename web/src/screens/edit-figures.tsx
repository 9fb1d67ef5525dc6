import { Missing } from '../components/states';
import { EditorPage } from '../editing/editor-page';
import { editorTexts as e, language } from '../i18n';
import FIGURES from '../operations/edit-figures.graphql';
import { useQuery } from '../query';
import { href } from '../router';

/** The figures with their values, to add a value or to correct one. */
export function EditFigures(_: { param: string }) {
  const query = useQuery(FIGURES, {});
  const { data } = query;
  const numbers = new Intl.NumberFormat(language.value);
  return (
    <EditorPage title={e.figures} back="/edit">
      {!data && <Missing query={query} />}
      {data?.indicators?.edges.map(({ node: { id, name, unit, isPublished, organization, observations } }) => (
        <section class="card" key={id}>
          <h2>{name}</h2>
          {!isPublished && <p class="quiet">{e.isDraft}</p>}
          {organization && <p class="quiet">{organization.name}</p>}
          <ul class="plain">
            {observations.map(({ id: observation, isPublished: isValuePublished, period, value, qualifier }) => (
              <li key={observation}>
                <a class="entry" href={href(`/edit/observation/${observation}`)}>
                  {period.edtf}: {qualifier && e.choices.qualifier[qualifier]} {numbers.format(value)} {unit}
                  {!isValuePublished && <small class="quiet"> {e.isDraft}</small>}
                </a>
              </li>
            ))}
          </ul>
          <p class="actions"><a class="button small" href={href(`/edit/new/observation/indicator/${id}`)}>{e.newRecords.observation}</a></p>
        </section>
      ))}
    </EditorPage>
  );
}
