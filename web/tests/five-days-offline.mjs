// Five days without a connection: each day has its cards, and every answer counts for its day.
import { advance, answer, ask, assert, goOn, inBrowser, lookAtNewWords, PHONE, screen, signUp, startFirstLesson } from './support.mjs';

await inBrowser(PHONE, async (page, context) => {
  await page.clock.install();
  await signUp(page);
  await page.goto(screen('/progress'));
  await page.locator('.numbers').waitFor();
  await page.goto(screen('/'));
  await startFirstLesson(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  let given = 0;
  for (let day = 0; day < 5; day += 1) {
    for (let count = 0; count < 4 && await page.locator('.exercise').count(); count += 1) {
      await answer(page);
      given += 1;
      await goOn(page);
    }
    await advance(page, 24);
    await page.goto(screen('/study'));
    await lookAtNewWords(page);
  }
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
});
