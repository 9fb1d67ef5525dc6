import { mutate } from '../api';
import { errorsOf, Field, Select, Submit, useForm } from '../components/form';
import { InLanguage, Kazakh, Speak, spelled } from '../components/kazakh';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { languageName, percent } from '../i18n/format';
import { clubTexts, language, t } from '../i18n';
import REPORT from '../operations/report-gloss.graphql';
import UPDATE from '../operations/update-word.graphql';
import WORD, { type Data } from '../operations/word.graphql';
import { useQuery } from '../query';

type WordData = Extract<NonNullable<Data['node']>, { __typename: 'Word' }>;

export function Word({ param }: { param: string }) {
  const query = useQuery(WORD, { id: param });
  const { data, reload } = query;
  const word = data?.node?.__typename === 'Word' ? data.node : null;
  return (
    <Page
      title={word ? spelled(word.headword) : t.word} heading={word ? <Kazakh text={word.headword} /> : t.word}
      back={word?.lesson ? `/lessons/${word.lesson.id}` : '/lessons'}
    >
      {!word && <Missing query={query} />}
      {word && (
        <>
          <section class="card">
            <p class="prompt"><Kazakh text={word.headword} /> <Speak text={word.headword} /></p>
            <p class="quiet">[{word.pronunciation}] · {t.partsOfSpeech[word.partOfSpeech]}{word.level && ` · ${word.level}`}</p>
            <ul class="plain">
              {Object.entries(byLanguage(word)).map(([tag, texts]) => (
                <li key={tag} lang={tag}>{texts.join(', ')}</li>
              ))}
            </ul>
            {word.note && <p class="note">{word.note}</p>}
          </section>
          <Standing word={word} />
          {word.examples.length > 0 && (
            <section>
              <h2>{t.examples}</h2>
              <ul class="plain">
                {word.examples.map(({ sentence, translation }) => (
                  <li key={sentence}>
                    <Kazakh text={sentence} class="sentence" /> <Speak text={sentence} /><br />
                    <InLanguage of={translation} class="quiet" />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <OwnAdditions word={word} onChange={reload} />
          <ReportMeaning word={word} />
          <Forms word={word} />
        </>
      )}
    </Page>
  );
}

/** The first meanings in the learner's language and in that of the app. */
function byLanguage({ glosses, meaning }: WordData): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { language: tag, text } of glosses) {
    if (tag !== meaning?.language && tag !== language.value) continue;
    const texts = (found[tag] ??= []);
    // Further meanings only serve to recognize answers.
    if (texts.length < 6) texts.push(text);
  }
  return found;
}

/** How well the learner knows the word. */
function Standing({ word }: { word: WordData }) {
  if (!word.memory || !word.cards.length) return null;
  const { state, retrievability } = word.memory;
  return (
    <section class="card">
      <h2>{t.standing}</h2>
      <p>
        <span class={`memory ${state.toLowerCase()}`}>{t.wordStates[state]}</span>
        {retrievability !== null && ` · ${t.recallNow({ share: percent(retrievability) })}`}
      </p>
      <ul class="plain">
        {word.cards.map(({ id, skill, reps, lapses, isLeech }) => (
          <li key={id}>
            {t.skills[skill]}: {t.reviewsOf({ count: reps })}{lapses > 0 && `, ${t.lapses({ count: lapses })}`}{isLeech && <> · <b>{t.leech}</b></>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The learner's own note and meanings; the meanings are accepted as answers. */
function OwnAdditions({ word, onChange }: { word: WordData; onChange: () => Promise<void> }) {
  const own = word.learnerWord;
  const tag = word.meaning?.language ?? 'ru';
  const form = useForm(({ note = '', meanings = '' }) => {
    const texts = meanings.split('\n').map((line) => line.trim()).filter(Boolean);
    const others = (own?.synonyms ?? []).filter((each) => each.language !== tag);
    const synonyms = [...others, ...(texts.length ? [{ language: tag, texts }] : [])];
    return errorsOf(mutate(UPDATE, { wordId: word.id, note, synonyms }), onChange);
  });
  return (
    <details class="card">
      <summary>{t.ownNotes}</summary>
      <form onSubmit={form.onSubmit} onInput={form.onInput}>
        <div class="field">
          <label for="own-meanings">{t.ownMeanings} ({languageName(tag)})</label>
          <textarea id="own-meanings" name="meanings" lang={tag} rows={2} aria-describedby="own-meanings-hint">
            {own?.synonyms.find((each) => each.language === tag)?.texts.join('\n') ?? ''}
          </textarea>
          <p class="hint" id="own-meanings-hint">{t.onePerLine}</p>
        </div>
        <div class="field">
          <label for="own-note">{t.ownNote}</label>
          <textarea id="own-note" name="note" rows={2}>{own?.note ?? ''}</textarea>
        </div>
        <Submit of={form} class="button" done={t.saved}>{t.save}</Submit>
      </form>
    </details>
  );
}

/** Tells the editors what is wrong with a meaning that is shown. */
function ReportMeaning({ word }: { word: WordData }) {
  const shown = Object.entries(byLanguage(word)).flatMap(([tag, texts]) => texts.map((gloss) => ({ language: tag, gloss })));
  const form = useForm(({ gloss = '', reason = '' }) =>
    errorsOf(mutate(REPORT, { wordId: word.id, reason, ...shown[Number(gloss)]! })));
  return (
    <details class="card">
      <summary>{t.reportMeaning}</summary>
      <form onSubmit={form.onSubmit} onInput={form.onInput}>
        <Select name="gloss" label={t.chooseMeaning} options={shown.map(({ gloss, language: tag }, at) => [`${at}`, gloss, tag])} />
        <Field name="reason" label={t.whatIsWrong} of={form} required maxLength={1000} />
        <Submit of={form} class="button" done={t.reported}>{clubTexts.send}</Submit>
      </form>
    </details>
  );
}

type Form = WordData['paradigm'][number];

/** The forms of a noun by case and number, and those of a verb by tense. */
function Forms({ word }: { word: WordData }) {
  const nouns = word.paradigm.filter(({ noun }) => noun && !noun.possessor);
  const verbs = word.paradigm.filter(({ verb }) => verb?.polarity === 'AFFIRMATIVE');
  if (!nouns.length && !verbs.length) return null;
  return (
    <details class="card">
      <summary>{t.forms}</summary>
      {nouns.length > 0 && <NounForms forms={nouns} />}
      {Object.entries(grouped(verbs)).map(([tense, forms]) => (
        <section key={tense}>
          <h3>{t.tenses[tense as Schema.VerbTense]}</h3>
          <p class="forms">{forms.map(({ text }, at) => <Kazakh key={at} text={text} />)}</p>
        </section>
      ))}
    </details>
  );
}

function grouped(forms: Form[]): Record<string, Form[]> {
  const found: Record<string, Form[]> = {};
  for (const form of forms) (found[form.verb!.tense] ??= []).push(form);
  return found;
}

function NounForms({ forms }: { forms: Form[] }) {
  const of = (number: Schema.GrammaticalNumber) => forms.filter(({ noun }) => noun!.number === number);
  return (
    <table class="paradigm">
      <thead><tr><th scope="col">{t.singular}</th><th scope="col">{t.plural}</th></tr></thead>
      {of('SINGULAR').map(({ text, noun }) => (
        <tbody key={noun!.case}>
          <tr><th scope="rowgroup" colSpan={2}>{noun!.name}</th></tr>
          <tr>
            <td><Kazakh text={text} /></td>
            <td><Kazakh text={of('PLURAL').find((each) => each.noun!.case === noun!.case)?.text ?? ''} /></td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}
