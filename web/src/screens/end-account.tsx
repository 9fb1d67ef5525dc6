import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Ask } from '../components/ask';
import { WithPassword } from '../components/current-password';
import { moment } from '../i18n/format';
import { accountTexts, t } from '../i18n';
import { unsent } from '../offline/outbox';
import { sendAnswers } from '../offline/sync';
import DELETE from '../operations/delete-account.graphql';

/**
 * Deletes the account; while there are unsent answers, only after a second confirmation. Afterwards, `onEnd` deletes its
 * data on this device.
 */
export function EndAccount({ onEnd }: { onEnd: () => Promise<void> }) {
  const [dueAt, setDueAt] = useState<string | null>(null);
  const [isWarned, setWarned] = useState(false);
  const end = async () => {
    if (unsent.value.length) await sendAnswers();
    if (unsent.value.length && !isWarned) {
      setWarned(true);
      return [{ code: 'UNSENT', message: t.goingOnLoses({ count: unsent.value.length }) }];
    }
    const payload = await mutate(DELETE);
    setDueAt(payload.deletionDueAt);
    return payload.errors;
  };
  if (!dueAt) return <WithPassword title={accountTexts.endAccount} explanation={accountTexts.endAccountLoses} isDanger act={end} />;
  return (
    <Ask isAsking label={accountTexts.endAccount} question={accountTexts.accountEnds({ when: moment(dueAt) })}>
      <button class="button primary" onClick={() => void onEnd()}>{t.logOut}</button>
    </Ask>
  );
}
