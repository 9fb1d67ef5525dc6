import { useState } from 'preact/hooks';
import { mutate } from '../api';
import { Ask } from '../components/ask';
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
    <Ask isAsking label={accountTexts.endAccount_} question={accountTexts.accountEnds_(moment(language.value, dueAt))}>
      <button class="button primary" onClick={() => void onEnd()}>{t.logOut_}</button>
    </Ask>
  );
}
