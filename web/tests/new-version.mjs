// After an update, open pages still load files of their own version, and new pages are of the new version.
import { assert, inBrowser, PHONE, screen, until } from './support.mjs';

await inBrowser(PHONE, async (page) => {
  // Two earlier versions, as their service workers have left them.
  await page.addInitScript(() => {
    if (!sessionStorage.isPrepared) ServiceWorkerContainer.prototype.register = () => new Promise(() => undefined);
  });
  await page.goto(screen('/'));
  await page.evaluate(async (app) => {
    sessionStorage.isPrepared = 'true';
    // And the files of another site on the same host.
    await caches.open('another-site');
    for (const version of ['older', 'old']) {
      const cache = await caches.open(app + version);
      await cache.put('/app/', new Response(version, { headers: { 'content-type': 'text/html' } }));
      await cache.put(`/app/assets/${version}.js`, new Response(version));
    }
  }, screen('/'));
  await page.goto(screen('/'));
  await page.locator('form').waitFor();
  await until(() => page.evaluate(async (older) =>
    navigator.serviceWorker.controller !== null && !(await caches.has(older)), screen('/older')));
  const names = await page.evaluate(() => caches.keys());
  assert.deepEqual(names.slice(0, 2), ['another-site', screen('/old')]);
  assert.equal(names.length, 3, `kept: ${names}`);
  const chunk = await page.evaluate(async () => (await fetch('/app/assets/old.js')).text());
  assert.equal(chunk, 'old');
  await page.reload();
  await page.locator('form').waitFor();
});
