import { render } from 'preact';
import { App } from './app';
import { startI18n } from './i18n';
import { loadPack } from './offline/pack';
import { startSync } from './offline/sync';
import { startRouter } from './router';
import { renderWithState } from './state';

async function start() {
  startRouter();
  await Promise.all([startI18n(), loadPack().catch(() => undefined)]);
  const root = document.getElementById('app')!;
  renderWithState(() => render(<App />, root));
  void startSync();
  void navigator.serviceWorker?.register('/app/sw.js').catch(() => undefined);
}

void start();
