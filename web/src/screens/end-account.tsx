import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { WithPassword } from '../components/current-password';
import { moment } from '../i18n/format';
import { accountTexts, language, t } from '../i18n';
import DELETE from '../operations/delete-account.graphql';

/** Ends the account. Afterwards, `onEnd` forgets it on this device. */
export function EndAccount({ onEnd }: { onEnd: () => Promise<void> }) {
  const [dueAt, setDueAt] = useState<string | null>(null);
  const end = async () => {
    const payload = await mutate(DELETE);
    setDueAt(payload.deletionDueAt);
    return payload.errors;
  };
  if (!dueAt) return <WithPassword title={accountTexts.endAccount_} explanation={accountTexts.endAccountLoses_} isDanger act={end} />;
  return (
    <div role="alertdialog" aria-label={accountTexts.endAccount_} aria-describedby="ended">
      <p id="ended">{accountTexts.accountEnds_(moment(language.value, dueAt))}</p>
      <button class="button primary" onClick={() => void onEnd()}>{t.logOut_}</button>
    </div>
  );
}
