import { mutate } from '../api';
import { Missing } from '../components/states';
import { errorsOf } from '../components/form';
import { DecisionForm } from '../editing/decision-form';
import { EditorPage } from '../editing/editor-page';
import { languageName, momentWithYear } from '../i18n/format';
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
    <EditorPage title={`${e.reports}. ${e.challenges}`} back="/edit">
      {!data && <Missing query={query} />}
      {data && !reports.length && <p class="quiet">{e.noReports}</p>}
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
      <h2 lang="kk">{word?.headword ?? t.word}</h2>
      <p class="quiet">{challengedReviewId ? e.challenges : e.reports}, {momentWithYear(createdAt)}</p>
      <dl class="changes">
        <div><dt>{e.meaning} ({languageName(tag)})</dt><dd lang={tag}>{gloss}</dd></div>
        {suggestion && <div><dt>{challengedReviewId ? e.answerGiven : e.suggestion}</dt><dd lang={tag}>{suggestion}</dd></div>}
        {reason && <div><dt>{e.reasonGiven}</dt><dd>{reason}</dd></div>}
      </dl>
      <DecisionForm accept={e.reportAccepted} decline={e.reportDeclined} button={e.sendAnswer} decide={decide} />
    </article>
  );
}
