import { render } from 'preact';
import { App } from './app';
import { startI18n } from './i18n';
import { loadPack } from './offline/pack';
import { startSync } from './offline/sync';
import { startRouter } from './router';

async function start() {
  startRouter();
  await Promise.all([startI18n(), loadPack()]);
  render(<App />, document.getElementById('app')!);
  void startSync();
  void navigator.serviceWorker?.register('/app/sw.js');
}

void start();
