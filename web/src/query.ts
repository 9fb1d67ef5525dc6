// Data of a screen: what the device has kept from the last time at once, then what the service says.
import { useEffect, useState } from 'preact/hooks';
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

/** Loads the data of a screen, and again when `reload` is called or the variables change. */
export function useQuery<Data, Variables>(
  document: GraphqlDocument<Data, Variables>,
  variables: Variables,
): Loaded<Data> {
  const [data, setData] = useState<Data | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const name = /(?:query|mutation) (\w+)/.exec(document)?.[1];
  const key = ['query', session.value?.accountId, language.value, name, JSON.stringify(variables)].join(' ');

  let isCurrent = true;
  const reload = async () => {
    try {
      const loaded = await ask(document, variables);
      isOnline.value = true;
      void keepQuery(key, loaded);
      if (!isCurrent) return;
      setData(loaded);
      setError(null);
    } catch (failure) {
      if (failure instanceof Offline) isOnline.value = false;
      if (isCurrent) setError(failure as Error);
    }
  };
  useEffect(() => {
    setData(null);
    void value<Data>(key).then((kept) => {
      if (isCurrent && kept) setData((loaded) => loaded ?? kept);
    });
    void reload();
    return () => { isCurrent = false; };
  }, [key]);
  return { data, error, reload };
}
