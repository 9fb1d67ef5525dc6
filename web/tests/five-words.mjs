// Sign up, learn the first five words, log out.
import {
  allSent, answer, ask, assert, countedReviews, goOn, inBrowser, PHONE, screen, signUp, startFirstLesson, until,
} from './support.mjs';

/** Whether the right choice is in view. What the answer was worth stands below it, at the bottom of the screen. */
const showsRightChoice = (page) => page.evaluate(() => {
  const right = document.querySelector('.choices .right')?.getBoundingClientRect();
  return !right || (right.top >= 0 && right.bottom <= document.querySelector('.feedback').getBoundingClientRect().top + 1);
});

await inBrowser(PHONE, async (page) => {
  await signUp(page);
  await startFirstLesson(page);
  for (let count = 0; count < 12; count += 1) {
    await answer(page);
    assert.ok(await showsRightChoice(page), await page.locator('main').innerText());
    await goOn(page);
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `the screen scrolls sideways: ${width}`);
  // The goal is reached at once, before the screen has newer data than what the device has kept of it.
  let bring;
  const isHeld = new Promise((resolve) => { bring = resolve; });
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('query Today')) await isHeld;
    await route.continue();
  });
  const packed = page.waitForResponse((response) => response.request().postData()?.includes('query OfflinePack'));
  await page.locator('.bar .icon-button').click();
  const reached = page.locator('.goal .big').getByText('5 of 5 new words');
  await reached.waitFor();
  await packed;
  await allSent(page);
  await reached.waitFor();
  assert.equal(await page.locator('.bead.full').count(), 5);
  bring();
  await page.unrouteAll({ behavior: 'wait' });
  assert.equal(await countedReviews(page), 12);

  // An answer can be taken back: before it was sent and after it.
  await page.goto(page.url().replace(/\/app.*/, '/app/study'));
  await answer(page);
  await page.locator('.feedback .plain').first().click();
  await page.locator('.feedback').waitFor({ state: 'detached' });
  await page.locator('.bar .icon-button').click();
  await page.locator('.goal').waitFor();
  await allSent(page);
  assert.equal(await countedReviews(page), 12);

  // The device keeps the data of the last 200 queries; data of new screens replaces the oldest.
  await page.evaluate(() => new Promise((resolve) => {
    indexedDB.open('dostyq').onsuccess = ({ target }) => {
      const running = target.result.transaction('values', 'readwrite');
      const keys = Array.from({ length: 200 }, (_, at) => `query of long ago ${at}`);
      for (const key of keys) running.objectStore('values').put({}, key);
      running.objectStore('values').put(keys, 'queries');
      running.oncomplete = resolve;
    };
  }));
  await page.locator('.places a').nth(1).click();
  await page.locator('.map').first().waitFor();
  const old = await until(() => page.evaluate(() => new Promise((resolve) => {
    indexedDB.open('dostyq').onsuccess = ({ target }) => {
      target.result.transaction('values').objectStore('values').getAllKeys().onsuccess = (event) => {
        const left = event.target.result.filter((key) => key.startsWith('query of long ago'));
        resolve(left.length < 200 && left);
      };
    };
  })));
  assert.ok(!old.includes('query of long ago 199'));

  await page.locator('.places a').last().click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  const left = await page.evaluate(() => localStorage.getItem('session'));
  assert.equal(left, null);
});

// While the day's goal is not reached and nothing is due, the screen offers the next lesson first.
await inBrowser(PHONE, async (page) => {
  await signUp(page);
  const { course } = await ask(page, '{ course(by: {slug: "kunine-bes-soz"}) { lessons { id } } }');
  await ask(page, 'mutation ($id: ID!) { markLessonKnown(input: { lessonId: $id }) { errors { code } } }', { id: course.lessons[0].id });
  const next = page.getByRole('button', { name: 'Next lesson' });
  for (const [dailyGoal, isFirst] of [[10, true], [5, false]]) {
    await ask(page, 'mutation ($goal: Int!) { updateSettings(input: { dailyGoal: $goal }) { errors { code } } }', { goal: dailyGoal });
    await page.goto(screen('/'));
    await page.getByText(`5 of ${dailyGoal} new words`).first().waitFor();
    await next.waitFor();
    assert.equal(await next.evaluate((button) => button.classList.contains('primary')), isFirst);
  }
});

// Without a secure connection, browsers make no UUIDs and have no locks.
await inBrowser(PHONE, async (page) => {
  await page.addInitScript(() => {
    delete Crypto.prototype.randomUUID;
    delete Navigator.prototype.locks;
  });
  await signUp(page);
  assert.equal(await page.evaluate(() => crypto.randomUUID ?? navigator.locks), undefined);
  await startFirstLesson(page);
  for (let count = 0; count < 2; count += 1) {
    await answer(page);
    await goOn(page);
  }
  await page.locator('.bar .icon-button').click();
  await page.locator('.goal').waitFor();
  await allSent(page);
  assert.equal(await countedReviews(page), 2);
});
