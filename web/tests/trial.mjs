// Five words without an account: the page is reloaded in the middle, the connection is lost at the end, and the new account still
// gets every answer.
import { answer, ask, assert, fillInLogIn, fillInSignUp, finishTrial, goOn, inBrowser, onDevice, PASSWORD, PHONE, screen } from './support.mjs';

/** The answers on the device that the service has not acknowledged. */
const kept = (page) => onDevice(page, 'outbox');

/** The reviews and the cards that the service knows. */
const known = async (page) => (await ask(page, `{ viewer {
  reviews(first: 100) { edges { node { reviewId reviewedAt card { word { id } } } } }
  today { newWords }
} }`)).viewer;

await inBrowser(PHONE, async (page, context) => {
  await page.goto(screen('/'));
  await page.evaluate(() => navigator.serviceWorker.ready);

  // Without a connection, the visitor can try again.
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Try five words' }).click();
  const retry = page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  await context.setOffline(false);
  await retry.click();

  for (let count = 0; count < 3; count += 1) {
    await answer(page);
    await goOn(page);
  }
  await answer(page);
  // The verdict is shown; the answer is on the disk already.
  assert.equal((await kept(page)).length, 4);
  await page.reload();
  await page.locator('.exercise, .introduction').first().waitFor();
  assert.equal(await page.locator('.introduction').count(), 0, 'it goes on after the words that were shown');

  // An answer can be taken back.
  await answer(page);
  assert.equal((await kept(page)).length, 5);
  await page.locator('.feedback .plain').click();
  await page.locator('.feedback').waitFor({ state: 'detached' });
  assert.equal((await kept(page)).length, 4);

  await context.setOffline(true);
  await finishTrial(page);
  await page.getByRole('heading', { name: 'You know 5 words' }).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `the screen scrolls sideways: ${width}`);
  const answers = await kept(page);
  assert.ok(answers.length >= 10, `${answers.length} answers`);
  assert.deepEqual(answers.filter(({ cardId, wordId, skill }) => cardId || !wordId || !skill), []);
  await page.reload();
  await page.getByRole('heading', { name: 'You know 5 words' }).waitFor();

  await context.setOffline(false);
  await page.getByRole('link', { name: 'Sign up' }).click();
  await page.getByText(`${answers.length} answers are on this device.`).waitFor();

  // The connection is lost as soon as the account exists.
  let isDead = true;
  await page.route('**/graphql', (route) => {
    const isRegistration = route.request().postData().includes('mutation Register');
    return isDead && !isRegistration ? route.abort() : route.continue();
  });
  await fillInSignUp(page);
  await page.locator(`[data-unsent="${answers.length}"]`).waitFor();
  assert.equal((await known(page)).reviews.edges.length, 0);
  await page.reload();
  await page.locator(`[data-unsent="${answers.length}"]`).waitFor();

  // The connection returns, but only until the lesson is started.
  isDead = false;
  await page.route('**/graphql', (route) =>
    route.request().postData().includes('mutation SubmitReviews') ? route.abort() : route.fallback());
  const isStarted = page.waitForResponse(async (response) => response.request().postData()?.includes('mutation StartLesson'));
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await isStarted;
  await page.unrouteAll({ behavior: 'wait' });

  // Two tabs send the same answers.
  const other = await context.newPage();
  await Promise.all([page.reload(), other.goto(screen('/'))]);
  for (const tab of [page, other]) {
    await tab.locator('.goal').waitFor();
    await tab.waitForFunction(() => !document.querySelector('[data-unsent]'));
  }
  assert.deepEqual(await kept(page), []);
  const { reviews, today } = await known(page);
  const nodes = reviews.edges.map(({ node }) => node);
  assert.deepEqual(nodes.map(({ reviewId }) => reviewId).sort(), answers.map(({ reviewId }) => reviewId).sort());
  assert.equal(new Set(nodes.map(({ card }) => card.word.id)).size, 5);
  assert.equal(today.newWords, 5);
  await page.getByText('5 of 5 new words').first().waitFor();

  // The app offers no trial to a learner with an account.
  await page.goto(screen('/try'));
  await page.locator('.goal').waitFor();
  const { email } = (await ask(page, '{ viewer { account { email } } }')).viewer.account;

  // On another device, a learner who already has an account tries the words. The app lists the answers that the service refuses.
  const device = await (await context.browser().newContext({ locale: 'en-GB', ...PHONE })).newPage();
  await device.goto(screen('/try'));
  await finishTrial(device);
  const further = await kept(device);
  await device.route('**/graphql', (route) =>
    route.continue({ postData: route.request().postData().replace(further[0].exerciseId, 'nonsense') }));
  await device.getByRole('link', { name: 'Log in' }).click();
  await fillInLogIn(device, email, PASSWORD);
  await device.locator('.goal').waitFor();
  await device.getByRole('link', { name: '1 answer refused' }).click();
  await device.locator('main .error').waitFor();
  assert.deepEqual(await kept(device), []);
  assert.equal((await known(device)).reviews.edges.length, answers.length + further.length - 1);
});
