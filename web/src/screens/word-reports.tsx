import { mutate } from '../api';
import { Missing } from '../components/states';
import { errorsOf } from '../components/form';
import { DecisionForm } from '../editing/decision-form';
import { EditorPage } from '../editing/editor-page';
import { momentWithYear } from '../i18n/format';
import { editorTexts as e, t } from '../i18n';
import REPORTS, { type Data } from '../operations/word-reports.graphql';
import RESOLVE from '../operations/resolve-word-report.graphql';
import { useQuery } from '../query';

type Report = NonNullable<Data['wordReports']>['edges'][number]['node'];

/** Meanings that learners have reported, and grades that they challenge. */
export function WordReports(_: { param: string }) {
  const query = useQuery(REPORTS, {});
  const { data, reload } = query;
  const reports = data?.wordReports?.edges.map(({ node }) => node) ?? [];
  return (
    <EditorPage title={`${e.reports_}. ${e.challenges_}`} back="/edit">
      {!data && <Missing query={query} />}
      {data && !reports.length && <p class="quiet">{e.noReports_}</p>}
      {reports.map((report) => <ReportCard key={report.id} report={report} onChange={reload} />)}
    </EditorPage>
  );
}

function ReportCard({ report, onChange }: { report: Report; onChange: () => Promise<void> }) {
  const { id, word, language: tag, gloss, reason, suggestion, challengedReviewId, createdAt } = report;
  const decide = (accept: boolean, answer: string) =>
    errorsOf(mutate(RESOLVE, { id, accept, answer }), ({ errors }) => errors.length || onChange());
  return (
    <article class="card">
      <h2 lang="kk">{word?.headword ?? t.word_}</h2>
      <p class="quiet">{challengedReviewId ? e.challenges_ : e.reports_}, {momentWithYear(createdAt)}</p>
      <dl class="changes">
        <div><dt>{e.meaning_} ({t.languageName_(tag)})</dt><dd lang={tag}>{gloss}</dd></div>
        {suggestion && <div><dt>{challengedReviewId ? e.answerGiven_ : e.suggestion_}</dt><dd lang={tag}>{suggestion}</dd></div>}
        {reason && <div><dt>{e.reasonGiven_}</dt><dd>{reason}</dd></div>}
      </dl>
      <DecisionForm accept={e.reportAccepted_} decline={e.reportDeclined_} button={e.sendAnswer_} decide={decide} />
    </article>
  );
}
