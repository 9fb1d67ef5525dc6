// What a screen shows instead of its content: that it is loading, that loading failed, or that there is nothing yet.
import type { ComponentChildren } from 'preact';
import { Offline } from '../api';
import { t } from '../i18n';
import type { Loaded } from '../query';
import { Icon } from './icon';
import { Ornament } from './ornament';

/** Nothing for the first moments, so that fast answers do not flicker; the style sheet shows it after them. */
export function Loading() {
  return <div class="loading" role="status"><span class="visually-hidden">{t.loading_}</span><Ornament /></div>;
}

export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  const isOffline = error instanceof Offline;
  return (
    <section class="state" role="alert">
      <Icon name={isOffline ? 'offline' : 'wrong'} />
      <p>{isOffline ? t.needsConnection_ : error.message || t.somethingFailed_}</p>
      <button type="button" class="button" onClick={retry}>{t.tryAgain_}</button>
    </section>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <section class="state"><Ornament />{children}</section>;
}

/** What a screen shows instead of data that it lacks: there is no such thing, or it was not loaded, or not yet. */
export function Missing({ query: { data, error, reload } }: { query: Loaded<unknown> }) {
  if (data) return <Empty><p>{t.noSuchPage_}</p></Empty>;
  return error ? <Failed error={error} retry={reload} /> : <Loading />;
}
