// The data of a screen: at once what the device stored the last time, and then what the service returns.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, Offline } from './api';
import { language } from './i18n';
import { keepQuery, value } from './offline/database';
import { refusal } from './offline/sync';
import { session } from './session';

export type Loaded<Data> = {
  data: Data | null;
  /** Why there is no newer data, or no data at all. */
  error: Error | null;
  reload: () => Promise<void>;
};

/** What is loaded, with its key. */
type State<Data> = { key: string; data: Data | null; error: Error | null };

/**
 * Loads the data of a screen, and loads it again when `reload` is called or the variables change. The device stores the
 * data under the variables, or under `subject` if it is given: days that change by themselves do not make it other data.
 */
export function useQuery<Data, Variables>(
  document: GraphqlDocument<Data, Variables>,
  variables: Variables,
  subject = JSON.stringify(variables),
): Loaded<Data> {
  const [state, setState] = useState<State<Data>>({ key: '', data: null, error: null });
  /** The key of the data that the screen shows. Data with another key has arrived too late. */
  const shown = useRef('');
  const name = /(?:query|mutation) (\w+)/.exec(document)?.[1];
  const key = ['query', session.value?.accountId, language.value, name, subject].join(' ');
  // Data of other variables must not be shown, not even until the effect below has run.
  const of = (state: State<Data>) => (state.key === key ? state : { key, data: null, error: null });
  const change = (changed: (before: State<Data>) => Partial<State<Data>>) => {
    if (shown.current === key) setState((before) => ({ ...of(before), ...changed(of(before)) }));
  };

  const reload = async () => {
    const account = session.value?.accountId;
    try {
      const data = await ask(document, variables);
      // Somebody who has logged out meanwhile leaves nothing.
      if (session.value?.accountId === account) void keepQuery(key, data).catch(() => undefined);
      change(() => ({ data, error: null }));
    } catch (failure) {
      change(() => ({ error: failure as Error }));
    }
  };
  useEffect(() => {
    shown.current = key;
    void value<Data>(key).then((kept) => kept && change(({ data }) => ({ data: data ?? kept })), () => undefined);
    void reload();
    return () => { shown.current = ''; };
  }, [key]);
  const { data, error } = of(state);
  useEffect(() => {
    if (error instanceof Offline) {
      // It is loaded as soon as there is a connection.
      addEventListener('online', reload);
      return () => removeEventListener('online', reload);
    }
    if (!data || !error) return undefined;
    refusal.value = error.message;
    return () => { refusal.value = ''; };
  }, [data, error]);
  return { data, error, reload };
}
