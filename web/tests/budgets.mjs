// How large the scripts are; what the first load transfers, and how soon it can be used on a slow connection with a slow
// processor.
import { assert, inBrowser, PHONE, screen } from './support.mjs';

/** Fetches a file of the app. Returns its text and the number of compressed bytes. */
async function file(path) {
  const response = await fetch(screen(path), { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(response.status, 200, path);
  return { text: await response.text(), size: Number(response.headers.get('content-length')) };
}

// Every script of the app, by following the imports from its page.
const sizes = new Map([['sw.js', (await file('/sw.js')).size]]);
const waiting = [/assets\/(main-[^"]+)/.exec((await file('/')).text)[1]];
for (const name of waiting) {
  const { text, size } = await file(`/assets/${name}`);
  assert.ok(size > 0, `${name} has a size`);
  sizes.set(name, size);
  for (const [, found] of text.matchAll(/"\.\/([\w-]+\.js)"/g)) if (!waiting.includes(found)) waiting.push(found);
}
for (const language of ['kk', 'ru', 'en']) {
  const own = [...sizes].filter(([name]) => (/(?:^|-)(kk|ru|en)-\w{8}\.js$/.exec(name)?.[1] ?? language) === language);
  assert.ok(own.length > 10 && own.length < sizes.size, `${own.length} scripts in ${language}`);
  const total = own.reduce((sum, [, size]) => sum + size, 0);
  console.log(`all scripts in ${language}: ${total} bytes`);
  assert.ok(total <= 80_000, `${total} bytes of script in ${language}`);
}

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
