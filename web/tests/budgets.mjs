// What the first load transfers, and how soon it can be used on a slow connection with a slow processor.
import { assert, inBrowser, PHONE, screen } from './support.mjs';

await inBrowser({ ...PHONE, locale: 'ru-RU', serviceWorkers: 'block' }, async (page, context) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  const types = new Map();
  const transferred = { Script: 0, Stylesheet: 0 };
  devtools.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId);
    if (type in transferred) transferred[type] += encodedDataLength;
  });
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const begin = Date.now();
  await page.goto(screen('/'), { waitUntil: 'commit' });
  await page.locator('form .primary').waitFor();
  const elapsed = Date.now() - begin;
  await page.waitForLoadState('load');
  console.log(`first load: ${transferred.Script} bytes of script, ${transferred.Stylesheet} of CSS, usable after ${elapsed} ms`);
  assert.ok(transferred.Script > 0 && transferred.Script <= 30_000, `${transferred.Script} bytes of script`);
  assert.ok(transferred.Stylesheet > 0 && transferred.Stylesheet <= 8_000, `${transferred.Stylesheet} bytes of CSS`);
  // Twice the budget of 3 s, because other tests run at the same time.
  assert.ok(elapsed < 6_000, `usable after ${elapsed} ms`);
});
