import { useState } from 'preact/hooks';
import { Offline } from '../api';
import { t } from '../i18n';

/** What a button does once at a time, and the message if it fails. */
export function useAction() {
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const act = async (send: () => Promise<{ message: string }[]>) => {
    if (isBusy) return;
    setBusy(true);
    try {
      setProblem((await send()).map(({ message }) => message).join(' '));
    } catch (error) {
      setProblem(error instanceof Offline ? t.needsConnection_ : (error as Error).message || t.somethingFailed_);
    } finally {
      setBusy(false);
    }
  };
  return { act, isBusy, problem };
}
