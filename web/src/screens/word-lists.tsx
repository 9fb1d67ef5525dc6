import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { create, mutate } from '../api';
import { Ask } from '../components/ask';
import { Bar } from '../components/bar';
import { Check, errorsOf, Field, Submit, useAction, useForm, type UserError } from '../components/form';
import { InLanguage, Kazakh } from '../components/kazakh';
import { ListForm } from '../components/list-form';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { clubTexts, t } from '../i18n';
import { synchronize } from '../offline/sync';
import DELETE from '../operations/delete-word-list.graphql';
import IMPORT, { type Data as Imported } from '../operations/import-word-list.graphql';
import START from '../operations/start-word-list.graphql';
import UPDATE from '../operations/update-word-list.graphql';
import LIST from '../operations/word-list.graphql';
import LISTS, { type Data } from '../operations/word-lists.graphql';
import { useQuery } from '../query';
import { href } from '../router';
import { studyStarted } from '../study/start';

type Listed = NonNullable<NonNullable<Data['viewer']>['wordLists']>['edges'][number]['node'];
type Row = NonNullable<NonNullable<Imported['importWordList']>['rows']>[number];

/** The learner's own lists of words, and a form that imports one. */
export function WordLists(_: { param: string }) {
  const query = useQuery(LISTS, {});
  const { data, reload } = query;
  const lists = data?.viewer?.wordLists?.edges;
  return (
    <Page title={t.wordLists} back="/lessons">
      {!lists && <Missing query={query} />}
      {lists?.map(({ node }) => <OneList key={node.id} list={node} onChange={reload} />)}
      {lists && <NewList key={lists[0]?.node.id} onChange={reload} />}
    </Page>
  );
}

function OneList({ list: { id, name, progress }, onChange }: { list: Listed; onChange: () => Promise<void> }) {
  const { act, isBusy, problem } = useAction();
  const [isAsking, setAsking] = useState(false);
  // Starting a list that was started already changes nothing.
  const study = () => studyStarted(mutate(START, { id }));
  const remove = () => errorsOf(mutate(DELETE, { id }), onChange);
  return (
    <section class="card">
      <h2><a href={href(`/lists/${id}`)}>{name}</a></h2>
      {progress && <Bar value={progress.begun} of={progress.total} />}
      <div class="actions">
        <button class="button primary" aria-disabled={isBusy} onClick={() => void act(study)}>{t.study}</button>
        <Ask
          isAsking={isAsking} label={`${t.delete}: ${name}`} question={clubTexts.removeList({ name })} onCancel={() => setAsking(false)}
          opener={<button class="button" onClick={() => setAsking(true)} aria-label={`${t.delete}: ${name}`}>{t.delete}</button>}
        >
          <button class="button danger" aria-disabled={isBusy} onClick={() => void act(remove)}>{t.delete}</button>
        </Ask>
      </div>
      {problem}
    </section>
  );
}

/** A list: its words, which can be taken out, its name, and a form that adds words. */
export function WordList({ param }: { param: string }) {
  const query = useQuery(LIST, { id: param });
  const { data, reload } = query;
  const { act, isBusy, problem } = useAction();
  const update = (changes: Omit<Schema.UpdateWordListInput, 'id'>) => errorsOf(mutate(UPDATE, { id: param, ...changes }), reload);
  const changeWords = async (changes: Omit<Schema.UpdateWordListInput, 'id'>) => {
    const errors = await update(changes);
    void synchronize();
    return errors;
  };
  const add = async (input: Schema.ImportWordListInput) => {
    const found = await create(IMPORT, { ...input, dryRun: true });
    if (input.dryRun || !found.rows) return found;
    const matched = found.rows.filter(({ match }) => match === 'MATCHED').flatMap((row) => row.words);
    return { rows: found.rows, errors: await changeWords({ addWordIds: matched.map(({ id }) => id) }) };
  };
  const form = useForm(({ name = '' }) => update({ name }));
  const list = data?.node?.__typename === 'WordList' ? data.node : null;
  return (
    <Page title={list?.name ?? t.wordLists} back="/lists">
      {!list && <Missing query={query} />}
      {list && (
        <>
          <section class="card">
            <ul class="plain" aria-label={t.words}>
              {list.words.map((word) => (
                <li class="entry" key={word.id}>
                  <Found word={word} />
                  <button
                    class="button small" aria-label={`${t.remove}: ${word.headword}`} aria-disabled={isBusy}
                    onClick={() => void act(() => changeWords({ removeWordIds: [word.id] }))}
                  >
                    {t.remove}
                  </button>
                </li>
              ))}
            </ul>
          </section>
          {problem}
          <form class="card" onSubmit={form.onSubmit}>
            <Field name="name" label={clubTexts.listName} required maxLength={80} autocomplete="off" defaultValue={list.name} of={form} />
            <Submit of={form} class="button">{t.save}</Submit>
          </form>
          <WordsForm key={list.words.length} title={clubTexts.addWords} send={add} />
        </>
      )}
    </Page>
  );
}

function NewList({ onChange }: { onChange: () => Promise<void> }) {
  const send = async (input: Schema.ImportWordListInput) => {
    const payload = await create(IMPORT, input);
    if (!input.dryRun) await onChange();
    return payload;
  };
  return (
    <WordsForm title={clubTexts.newList} send={send}>
      <Field name="name" label={clubTexts.listName} maxLength={80} autocomplete="off" />
    </WordsForm>
  );
}

type WordsProperties = {
  title: string;
  send: (input: Schema.ImportWordListInput) => Promise<{ rows: Row[] | null; errors: UserError[] }>;
  children?: ComponentChildren;
};

/** A form for words to import, and the words of the courses that they match. */
function WordsForm({ title, send, children }: WordsProperties) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <ListForm<Row>
        label={t.words} hint={clubTexts.listHint}
        send={(table, dryRun, { name, ...chosen }) => send({ table, dryRun, name: name || null, chosenWordIds: Object.keys(chosen) })}
        action={(rows) => rows.some(({ match }) => match !== 'UNKNOWN') && t.save}
        show={({ text, match, words }) => (
          <>
            {text} {!words.length && <span class="error">{clubTexts.notTaught}</span>}
            {words.map((word) => (match === 'AMBIGUOUS'
              ? <Check key={word.id} name={word.id}><Found word={word} /></Check>
              : <small key={word.id}>→ <Found word={word} /></small>
            ))}
          </>
        )}
      >
        {children}
      </ListForm>
    </section>
  );
}

function Found({ word: { headword, meaning } }: { word: Row['words'][number] }) {
  return <span><Kazakh class="headword" text={headword} /> <InLanguage of={meaning} /></span>;
}
