import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Bar } from '../components/bar';
import { Field, useAction } from '../components/form';
import { Kazakh } from '../components/kazakh';
import { ListForm } from '../components/list-form';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { clubTexts, t } from '../i18n';
import { synchronize } from '../offline/sync';
import DELETE from '../operations/delete-word-list.graphql';
import IMPORT, { type Data as Imported } from '../operations/import-word-list.graphql';
import START from '../operations/start-word-list.graphql';
import LISTS, { type Data } from '../operations/word-lists.graphql';
import { useQuery } from '../query';
import { go } from '../router';

type WordList = NonNullable<NonNullable<Data['viewer']>['wordLists']>['edges'][number]['node'];
type Row = NonNullable<NonNullable<Imported['importWordList']>['rows']>[number];

/** The learner's own lists of words, and a form that makes one of what they bring. */
export function WordLists(_: { param: string }) {
  const query = useQuery(LISTS, {});
  const { data, reload } = query;
  const lists = data?.viewer?.wordLists?.edges;
  return (
    <Page title={t.wordLists_} back="/lessons">
      {!lists && <Missing query={query} />}
      {lists?.map(({ node }) => <OneList key={node.id} list={node} onChange={reload} />)}
      {lists && <NewList key={lists[0]?.node.id} onChange={reload} />}
    </Page>
  );
}

function OneList({ list: { id, name, progress }, onChange }: { list: WordList; onChange: () => Promise<void> }) {
  const { act, isBusy, problem } = useAction();
  // A list that was started already stays as it is.
  const study = async () => {
    const errors = (await mutate(START, { id })).errors;
    await synchronize();
    if (!errors.length) go('/study');
    return errors;
  };
  const remove = async () => {
    const errors = (await mutate(DELETE, { id })).errors;
    await onChange();
    return errors;
  };
  return (
    <section class="card">
      <h2>{name}</h2>
      {progress && <Bar value={progress.introduced} of={progress.total} />}
      <p class="actions">
        <button class="button primary" aria-disabled={isBusy} onClick={() => void act(study)}>{t.study_}</button>
        <button class="button" aria-disabled={isBusy} onClick={() => void act(remove)} aria-label={`${t.remove_}: ${name}`}>{t.remove_}</button>
      </p>
      <p class="error" role="alert">{problem}</p>
    </section>
  );
}

function NewList({ onChange }: { onChange: () => Promise<void> }) {
  const [clientMutationId] = useState(() => crypto.randomUUID());
  const send = async (table: string, dryRun: boolean, { name, ...chosen }: Record<string, string>) => {
    const input = { table, dryRun, name: name || null, chosenWordIds: Object.keys(chosen), clientMutationId };
    const payload = await mutate(IMPORT, input);
    if (!dryRun) await onChange();
    return payload;
  };
  return (
    <section class="card">
      <h2>{clubTexts.newList_}</h2>
      <ListForm<Row>
        label={t.words_} hint={clubTexts.listHint_} send={send}
        action={(rows) => rows.some(({ match }) => match !== 'UNKNOWN') && t.save_}
        show={({ text, match, words }) => (
          <>
            {text} {!words.length && <span class="error">{clubTexts.notTaught_}</span>}
            {words.map(({ id, headword, meaning }) => {
              const found = <span><Kazakh class="headword" text={headword} /> <span lang={meaning?.language}>{meaning?.text}</span></span>;
              return match === 'AMBIGUOUS'
                ? <label class="check" key={id}><input type="checkbox" name={id} />{found}</label>
                : <small key={id}>→ {found}</small>;
            })}
          </>
        )}
      >
        <Field name="name" label={clubTexts.listName_} maxLength={80} autocomplete="off" />
      </ListForm>
    </section>
  );
}
