// A learner takes a break: no card is asked until it ends. A backlog that is spread comes back day by day.
import { withDueCards } from './due-cards.mjs';
import { advanceService, ask, assert, inBrowser, PHONE, screen, until } from './support.mjs';

/** Sets the clock of the device to that of the service. */
async function setClock(page) {
  const { viewer } = await ask(page, '{ viewer { changes(first: 1) { serverTime } } }');
  await page.clock.setSystemTime(viewer.changes.serverTime);
}

/** Moves both clocks. Timers of the page do not notice that, as on a phone that sleeps. */
async function sleep(page, hours) {
  await advanceService(hours);
  await setClock(page);
}

/** The calendar day that is this many days after that of the page. */
const dayAfter = (page, days) =>
  page.evaluate((ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10), days);

await inBrowser(PHONE, async (page) => {
  await withDueCards(page, 40);
  await setClock(page);
  /** What the screen of today counts, in words. */
  const due = async () => {
    await page.goto(screen('/'), { waitUntil: 'networkidle' });
    return Number.parseInt(await page.locator('.goal .quiet').first().innerText(), 10);
  };
  const all = await due();
  assert.ok(all >= 40, `${all} cards`);

  // Half of the backlog comes back tomorrow.
  await ask(page, 'mutation { spreadBacklog(input: { days: 2 }) { errors { code } } }');
  await until(async () => await due() === all / 2);
  await sleep(page, 24);
  await until(async () => await due() === all);

  await page.goto(screen('/settings'));
  await page.locator('[name=until]').fill(await dayAfter(page, 3));
  await page.locator('form', { has: page.locator('[name=until]') }).locator('button').click();
  await page.locator('.paused').waitFor();
  await page.goto(screen('/study'));
  await page.locator('.finished').waitFor();
  await page.goto(screen('/'));
  await page.locator('.goal .paused').waitFor();
  assert.equal(await page.locator('.goal .primary').count(), 0);
  await sleep(page, 24 * 3);
  await until(async () => await due() === all);
  assert.equal(await page.locator('.goal .paused').count(), 0);

  // Who is back earlier ends the pause.
  const pause = 'mutation ($until: Date!) { pauseStudy(input: { until: $until }) { errors { code } } }';
  await ask(page, pause, { until: await dayAfter(page, 2) });
  await page.goto(screen('/'));
  await page.locator('.goal .paused ~ .button').click();
  await page.locator('.goal .primary').waitFor();
  assert.equal(await due(), all);
});
