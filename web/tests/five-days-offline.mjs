// Five days without a connection: each day has its goal and its cards, and every answer counts for its day.
import { advance, advanceService, answer, ask, assert, finishSession, goOn, inBrowser, inTime, lookAtNewWords, onDevice, PHONE, screen, signUp, startFirstLesson, until } from './support.mjs';

await inBrowser(PHONE, async (page, context) => {
  await page.clock.install();
  await signUp(page);
  await page.goto(screen('/progress'));
  await page.locator('.numbers').waitFor();
  await until(async () => (await onDevice(page, 'values')).some((each) => each?.viewer?.statistics?.slips));
  await page.goto(screen('/'));
  await startFirstLesson(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  const newWords = async () => parseInt(await page.locator('.goal .big').innerText(), 10);
  let [given, introduced] = [0, 0];
  for (let day = 0; day < 5; day += 1) {
    if (day) {
      await advance(page, 24);
      await page.goto(screen('/'));
      assert.equal(await newWords(), 0);
      await page.locator('.goal a.primary').click();
      await lookAtNewWords(page);
    }
    for (let count = 0; count < 4 && await page.locator('.exercise').count(); count += 1) {
      await answer(page);
      given += 1;
      await goOn(page);
    }
    await page.goto(screen('/'));
    const words = await newWords();
    introduced += words;
    assert.ok(day || words > 0, 'no word was new on the first day');
  }
  // Each of the five words was new on one day only, although it has several cards.
  assert.ok(introduced <= 5, `${introduced} new words`);
  // The stored progress is still shown, although its last day has passed.
  await page.goto(screen('/progress'));
  await page.locator('.numbers').waitFor();
  await page.goto(screen('/unsent'));
  await page.locator('main li').first().waitFor();
  assert.equal(await page.locator('main li').count(), given);
  assert.ok(given >= 15, `${given} answers`);

  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.locator('.state').waitFor();
  const { viewer } = await ask(page, '{ viewer { reviews(first: 100) { edges { node { studyDay } } } } }');
  const days = viewer.reviews.edges.map(({ node }) => node.studyDay);
  assert.equal(days.length, given);
  assert.equal(new Set(days).size, 5);

  // The streak needs nothing more on this day, but something on the next, about which the device hears nothing.
  const appeal = page.locator('.streak .quiet');
  await page.goto(screen('/'), { waitUntil: 'networkidle' });
  await page.locator('.streak').waitFor();
  assert.equal(await appeal.count(), 0);

  // A pack that arrives on the next day, because the device slept meanwhile, does not set the clock back.
  const kept = async () => (await onDevice(page, 'values')).find((each) => each?.pack);
  const { clockOffset, fetchedAt } = await kept();
  let [onAnswer, wake] = [];
  const answered = new Promise((resolve) => { onAnswer = resolve; });
  const sleep = new Promise((resolve) => { wake = resolve; });
  await page.route('**/graphql', async (route) => {
    const request = route.request();
    if (!request.postData().includes('offlinePack') || request.headers()['accept-language'] !== 'ru') return route.continue();
    const response = await route.fetch();
    onAnswer();
    await sleep;
    return route.fulfill({ response });
  });
  await page.goto(screen('/settings'));
  await page.getByRole('button', { name: 'Русский' }).click();
  await inTime(answered);
  await advanceService(24);
  // Timers do not run while the device sleeps.
  await page.clock.setSystemTime(await page.evaluate(() => Date.now()) + 24 * 3_600_000);
  await context.setOffline(true);
  wake();
  await until(async () => (await kept()).fetchedAt !== fetchedAt);
  assert.ok(Math.abs((await kept()).clockOffset - clockOffset) < 60_000);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang=en]').waitFor();
  await page.goto(screen('/'));
  await appeal.waitFor();
});

// A card that is learned without a connection comes back after days, and is then asked once.
await inBrowser(PHONE, async (page, context) => {
  await page.clock.install();
  await signUp(page);
  await startFirstLesson(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await finishSession(page);
  const first = await onDevice(page, 'outbox');
  await page.clock.fastForward(50 * 3_600_000);
  await page.goto(screen('/study'));
  await finishSession(page);
  const known = new Set(first.map(({ reviewId }) => reviewId));
  const again = (await onDevice(page, 'outbox')).filter(({ reviewId }) => !known.has(reviewId)).map(({ cardId }) => cardId);
  assert.ok(first.length > 5 && again.some((card) => first.some(({ cardId }) => cardId === card)));
  const learned = again.filter((card) => first.some(({ cardId }) => cardId === card));
  assert.equal(new Set(learned).size, learned.length);
});
