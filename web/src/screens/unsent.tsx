import { Kazakh } from '../components/kazakh';
import { Page } from '../components/page';
import { Empty } from '../components/states';
import { moment } from '../i18n/format';
import { t } from '../i18n';
import { dismiss, refused, unsent, type Answer } from '../offline/outbox';
import { synchronize } from '../offline/sync';

/** The answers that only the device has: unsent ones, and those that the service refused. */
export function Unsent(_: { param: string }) {
  return (
    <Page title={t.answersOnDevice} back="/">
      {unsent.value.length === 0 && refused.value.length === 0 && <Empty><p>{t.allSent}</p></Empty>}
      {unsent.value.length > 0 && (
        <section>
          <h2>{t.notSent({ count: unsent.value.length })}</h2>
          <p>{t.sentLater}</p>
          <button class="button" onClick={() => void synchronize()}>{t.sendNow}</button>
          <ul class="plain">
            {unsent.value.map((answer) => <Line key={answer.reviewId} answer={answer}>{answer.isUndone && <p>{t.undo}</p>}</Line>)}
          </ul>
        </section>
      )}
      {refused.value.length > 0 && (
        <section>
          <h2>{t.notAccepted({ count: refused.value.length })}</h2>
          <ul class="plain">
            {refused.value.map((answer) => (
              <Line key={answer.reviewId} answer={answer}>
                <p class="error">{answer.reason}</p>
                <button class="button small" aria-label={`${t.remove}: ${nameOf(answer)}`} onClick={() => void dismiss(answer.reviewId)}>
                  {t.remove}
                </button>
              </Line>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

/** What distinguishes an answer from the others. */
const nameOf = ({ headword, reviewedAt }: Answer) => `${headword}, ${moment(reviewedAt)}`;

function Line({ answer, children }: { answer: Answer; children?: preact.ComponentChildren }) {
  const { text, order } = answer.answer;
  return (
    <li>
      <Kazakh text={answer.headword} class="headword" />
      {/* What was typed may be a meaning, in any language. */}
      {(text ?? order) && <span lang={order ? 'kk' : undefined}> {text ?? order!.join(' ')}</span>}
      <small class="quiet"> {moment(answer.reviewedAt)}</small>
      {children}
    </li>
  );
}
