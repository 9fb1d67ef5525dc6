// The app starts over a bad connection: it says that it is loading, and requests its texts until they arrive.
import { assert, inBrowser, PHONE, screen } from './support.mjs';

for (const reducedMotion of ['no-preference', 'reduce']) {
  await inBrowser({ ...PHONE, reducedMotion }, async (page) => {
    // The browser reports the response 503, as it should.
    page.removeAllListeners('console');
    let requests = 0;
    await page.route('**/assets/*.json', (route) => {
      requests += 1;
      if (requests === 1) return route.abort('connectionreset');
      // Neither the page of a network that wants a login nor what a proxy says of a service that is down is a text.
      if (requests === 2) return route.fulfill({ contentType: 'text/html', body: '<form></form>' });
      if (requests === 3) return route.fulfill({ status: 503, json: { errors: [] } });
      return route.continue();
    });
    await page.goto(screen('/'));
    const starting = page.locator('.starting');
    assert.match(await starting.textContent(), /Жүктелуде.*Загрузка.*Loading/);
    await page.waitForFunction(() => getComputedStyle(document.querySelector('.starting')).opacity === '1');
    await page.getByRole('button', { name: 'Sign up' }).waitFor();
    assert.equal(await starting.count(), 0);
    assert.ok(requests >= 4, `${requests} requests`);
  });
}
