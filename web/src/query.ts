// Data of a screen: what the device has kept from the last time at once, then what the service says.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, Offline } from './api';
import { language } from './i18n';
import { keepQuery, value } from './offline/database';
import { isOnline } from './offline/sync';
import { session } from './session';

export type Loaded<Data> = {
  data: Data | null;
  /** Why there is nothing newer, or nothing at all. */
  error: Error | null;
  reload: () => Promise<void>;
};

/**
 * Loads the data of a screen, and again when `reload` is called or the variables change. What the device keeps is named after
 * them, unless `subject` says what it is about: days that change by themselves make no other data.
 */
export function useQuery<Data, Variables>(
  document: GraphqlDocument<Data, Variables>,
  variables: Variables,
  subject = JSON.stringify(variables),
): Loaded<Data> {
  const [data, setData] = useState<Data | null>(null);
  const [error, setError] = useState<Error | null>(null);
  /** The key of what the screen shows: data of another one comes too late. */
  const shown = useRef('');
  const name = /(?:query|mutation) (\w+)/.exec(document)?.[1];
  const key = ['query', session.value?.accountId, language.value, name, subject].join(' ');

  const reload = async () => {
    try {
      const loaded = await ask(document, variables);
      isOnline.value = true;
      void keepQuery(key, loaded).catch(() => undefined);
      if (shown.current !== key) return;
      setData(loaded);
      setError(null);
    } catch (failure) {
      if (failure instanceof Offline) isOnline.value = false;
      if (shown.current === key) setError(failure as Error);
    }
  };
  useEffect(() => {
    shown.current = key;
    setData(null);
    void value<Data>(key).then((kept) => {
      if (shown.current === key && kept) setData((loaded) => loaded ?? kept);
    }, () => undefined);
    void reload();
    return () => { shown.current = ''; };
  }, [key]);
  return { data, error, reload };
}
