import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Ask } from '../components/ask';
import { WithPassword } from '../components/current-password';
import { Page } from '../components/page';
import { moment } from '../i18n/format';
import { accountTexts, t } from '../i18n';
import { unsent } from '../offline/outbox';
import { sendAnswers } from '../offline/sync';
import DELETE from '../operations/delete-account.graphql';
import { href } from '../router';

/**
 * Deletes the account; while there are unsent answers, only after a second confirmation. Then `onEnd` gets the time at which
 * the account will be deleted.
 */
export function EndAccount({ onEnd }: { onEnd: (dueAt: string) => Promise<void> }) {
  const [isWarned, setWarned] = useState(false);
  const end = async () => {
    if (unsent.value.length) await sendAnswers();
    if (unsent.value.length && !isWarned) {
      setWarned(true);
      return [{ code: 'UNSENT', message: t.goingOnLoses({ count: unsent.value.length }) }];
    }
    const { deletionDueAt, errors } = await mutate(DELETE);
    if (deletionDueAt) await onEnd(deletionDueAt);
    return errors;
  };
  return <WithPassword title={accountTexts.endAccount} explanation={accountTexts.endAccountLoses} isDanger act={end} />;
}

/** When a deleted account will be gone. The device has nothing of it any more, so the address has the time, in milliseconds. */
export function AccountEnds({ param }: { param: string }) {
  return (
    <Page title={accountTexts.endAccount}>
      <Ask isAsking label={accountTexts.endAccount} question={accountTexts.accountEnds({ when: moment(Number(param)) })}>
        <a class="button primary" href={href('/log-in')}>{t.logIn}</a>
      </Ask>
    </Page>
  );
}
