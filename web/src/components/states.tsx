// What a screen shows instead of its content: that it is loading, that loading failed, or that there is nothing yet.
import type { ComponentChildren } from 'preact';
import { Offline } from '../api';
import { t } from '../i18n';
import type { Loaded } from '../query';
import { Icon } from './icon';
import { Ornament } from './ornament';

/**
 * The sign that something is loading. The style sheet shows it only after a moment, so that it does not flicker before
 * fast responses.
 */
export function Loading() {
  return <div class="loading" role="status"><span class="visually-hidden">{t.loading}</span><Ornament /></div>;
}

/** What an error means, in the user's language. Those of browsers, such as a `TypeError`, have English texts. */
export function explain(error: unknown) {
  if (error instanceof Offline) return t.needsConnection;
  const { name, message } = error as Error;
  return (name === 'Error' && message) || t.somethingFailed;
}

export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <section class="state" role="alert">
      <Icon name={error instanceof Offline ? 'offline' : 'close'} />
      <p>{explain(error)}</p>
      <button type="button" class="button" onClick={retry}>{t.tryAgain}</button>
    </section>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <section class="state"><Ornament />{children}</section>;
}

/** What a screen shows instead of data: that there is none, that loading failed, or that it is loading. */
export function Missing({ query: { data, error, reload } }: { query: Loaded<unknown> }) {
  if (data) return <Empty><p>{t.noSuchPage}</p></Empty>;
  return error ? <Failed error={error} retry={reload} /> : <Loading />;
}
