// Somebody sets the clock of the device, or travels to another time zone: every answer counts, at the time at which it was given.
import {
  answer, ask, assert, fillInLogIn, goOn, inBrowser, lookAtNewWords, onDevice, PASSWORD, PHONE, screen, signUp,
  startFirstLesson, until,
} from './support.mjs';

const HOUR = 3_600_000;

const stored = async (page) => (await onDevice(page, 'values')).find((each) => each?.pack);

/** Sets the clock of the device, whose timers do not notice that. */
const setClock = async (page, hours) => page.clock.setSystemTime(await page.evaluate(() => Date.now()) + hours * HOUR);

/** Asserts that the service has a number of answers, all of them of the last minutes by its own clock. */
async function assertDated(page, count) {
  const { edges, now } = await until(async () => {
    const { viewer } = await ask(page, '{ viewer { reviews(first: 100) { edges { node { reviewedAt } } } changes(first: 1) { serverTime } } }');
    const { reviews: { edges }, changes } = viewer;
    return edges.length >= count && { edges, now: Date.parse(changes.serverTime) };
  });
  assert.equal(edges.length, count);
  const ages = edges.map(({ node }) => now - Date.parse(node.reviewedAt));
  assert.ok(ages.every((age) => Math.abs(age) < 5 * 60_000), `${ages} ms ago`);
  assert.deepEqual(await onDevice(page, 'refused'), []);
}

await inBrowser(PHONE, async (page, context) => {
  await page.clock.install();
  await signUp(page);
  await startFirstLesson(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const { email } = (await ask(page, '{ viewer { account { email } } }')).viewer.account;

  // Without a connection, one answer is older than the change of the clock, and one is later. Each has its own time.
  await context.setOffline(true);
  await answer(page);
  await goOn(page);
  await setClock(page, 1);
  await answer(page);
  await goOn(page);
  assert.equal((await onDevice(page, 'outbox')).length, 2);
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await assertDated(page, 2);

  // With a connection, the app learns of the change before the next answer, although no card has changed.
  await page.goto(screen('/'));
  await page.locator('.goal').waitFor();
  await until(async () => !Object.keys((await stored(page)).progress).length);
  const { clockOffset, fetchedAt } = await stored(page);
  await setClock(page, -1);
  await page.goto(screen('/study'));
  await lookAtNewWords(page);
  await until(async () => Math.abs((await stored(page)).clockOffset - clockOffset - HOUR) < 60_000);
  assert.equal((await stored(page)).fetchedAt, fetchedAt);
  await answer(page);
  await goOn(page);
  await page.goto(screen('/'));
  await assertDated(page, 3);

  // In New York, the account's study days begin when those of the device do.
  const zone = async () => (await ask(page, '{ viewer { settings { timeZone } } }')).viewer.settings.timeZone;
  const abroad = await context.browser().newContext({ ...PHONE, locale: 'en-GB', timezoneId: 'America/New_York' });
  const phone = await abroad.newPage();
  const updates = [];
  phone.on('request', (request) => { if (request.postData()?.includes('mutation UpdateSettings')) updates.push(request); });
  await phone.goto(screen('/log-in'));
  await fillInLogIn(phone, email, PASSWORD);
  await until(async () => await zone() === 'America/New_York');
  await until(async () => (await stored(phone))?.pack.settings.timeZone === 'America/New_York');
  const { today } = (await ask(page, '{ viewer { today { date newCards } } }')).viewer;
  assert.equal((await stored(phone)).today.date, today.date);
  assert.equal((await stored(phone)).today.newCards, today.newCards);

  // The first device reports its own time zone only once it is in another one, or the two would report theirs for ever. The same
  // holds for one that the service does not know.
  const synchronize = async (device) => {
    const answered = device.waitForResponse((response) => response.request().postData()?.includes('query Changes'));
    await device.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await (await answered).finished();
    await device.waitForTimeout(300);
  };
  await page.goto(screen('/'), { waitUntil: 'networkidle' });
  assert.equal(await zone(), 'America/New_York');
  await phone.addInitScript(() => {
    const real = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function () { return { ...real.call(this), timeZone: 'Etc/Unknown' }; };
  });
  assert.equal(updates.length, 1);
  await phone.goto(screen('/'), { waitUntil: 'networkidle' });
  await until(() => updates.length === 2);
  await until(async () => (await stored(phone)).timeZone === 'Etc/Unknown');
  await synchronize(phone);
  await synchronize(phone);
  assert.equal(updates.length, 2);
  assert.equal(await zone(), 'America/New_York');
});
