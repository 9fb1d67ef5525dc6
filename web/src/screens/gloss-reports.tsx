import { useState } from 'preact/hooks';
import { ask } from '../api';
import { FormErrors, useForm } from '../components/form';
import { Failed, Loading } from '../components/states';
import { EditorPage } from '../editing/editor-page';
import { Labelled } from '../editing/field';
import { momentWithYear } from '../i18n/format';
import { editorTexts as e, language, t } from '../i18n';
import REPORTS, { type Data } from '../operations/gloss-reports.graphql';
import RESOLVE from '../operations/resolve-gloss-report.graphql';
import { useQuery } from '../query';

type Report = NonNullable<Data['glossReports']>['edges'][number]['node'];

/** Meanings that learners have reported, and grades that they challenge. */
export function GlossReports(_: { param: string }) {
  const { data, error, reload } = useQuery(REPORTS, {});
  const reports = data?.glossReports?.edges.map(({ node }) => node) ?? [];
  return (
    <EditorPage title={`${e.reports}. ${e.challenges}`} back="/edit">
      {!data && (error ? <Failed error={error} retry={reload} /> : <Loading />)}
      {data && !reports.length && <p class="quiet">{e.noReports}</p>}
      {reports.map((report) => <ReportCard key={report.id} report={report} onChange={reload} />)}
    </EditorPage>
  );
}

function ReportCard({ report, onChange }: { report: Report; onChange: () => Promise<void> }) {
  const { id, word, language: tag, gloss, reason, suggestion, challengedReviewId, createdAt } = report;
  const [answer, setAnswer] = useState('');
  const [accepted, setAccepted] = useState(true);
  const { errors, isBusy, onSubmit } = useForm(async () => {
    const payload = (await ask(RESOLVE, { input: { id, accepted, answer: answer.trim() } })).resolveGlossReport;
    if (payload && !payload.errors.length) await onChange();
    return payload?.errors ?? [];
  });
  const own = errors.find(({ path, code }) => path.at(-1) === 'answer' || code === 'INVALID_REASON');
  return (
    <article class="card">
      <h2 lang="kk">{word?.headword ?? t.word}</h2>
      <p class="quiet">{challengedReviewId ? e.challenges : e.reports}, {momentWithYear(language.value, createdAt)}</p>
      <dl class="changes">
        <div><dt>{e.meaning} ({t.languageName(tag)})</dt><dd lang={tag}>{gloss}</dd></div>
        {suggestion && <div><dt>{challengedReviewId ? e.answerGiven : e.suggestion}</dt><dd lang={tag}>{suggestion}</dd></div>}
        {reason && <div><dt>{e.reasonGiven}</dt><dd>{reason}</dd></div>}
      </dl>
      <form class="fields" onSubmit={onSubmit}>
        <fieldset>
          <legend>{e.decision}</legend>
          <label class="check">
            <input type="radio" name="decision" value="accept" checked={accepted} onChange={() => setAccepted(true)} /><span>{e.reportAccepted}</span>
          </label>
          <label class="check">
            <input type="radio" name="decision" value="decline" checked={!accepted} onChange={() => setAccepted(false)} /><span>{e.reportDeclined}</span>
          </label>
        </fieldset>
        <Labelled path="answer" label={e.answer} hint={e.answerHint} isRequired messages={own ? { answer: own.message } : {}}>
          {(described) => (
            <textarea {...described} rows={2} required maxLength={1000} value={answer} onInput={(event) => setAnswer(event.currentTarget.value)} />
          )}
        </Labelled>
        <FormErrors errors={errors.filter((error) => error !== own)} fields={['answer']} />
        <button class="button primary" disabled={isBusy}>{e.sendAnswer}</button>
      </form>
    </article>
  );
}
