// Answers without a connection: no answer is lost, whatever happens to the page.
import { allSent, answer, ask, assert, countedReviews, focused, goOn, inBrowser, lookAtNewWords, onDevice, PHONE, screen, signUp, startFirstLesson } from './support.mjs';

const unsent = (page) => page.locator('[data-unsent]').getAttribute('data-unsent').then(Number);

/** Changes the answers that wait on the device. */
const changeWaiting = (page, change) => page.evaluate((json) => new Promise((resolve) => {
  indexedDB.open('dostyq').onsuccess = ({ target }) => {
    const running = target.result.transaction('outbox', 'readwrite');
    const store = running.objectStore('outbox');
    store.getAll().onsuccess = (event) => event.target.result.forEach((each) => store.put({ ...each, ...JSON.parse(json) }));
    running.oncomplete = resolve;
  };
}), JSON.stringify(change));

await inBrowser(PHONE, async (page, context) => {
  await signUp(page);
  await startFirstLesson(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  for (let count = 0; count < 3; count += 1) {
    await answer(page);
    await goOn(page);
  }

  await context.setOffline(true);
  for (let count = 0; count < 5; count += 1) {
    await answer(page);
    if (count < 4) await goOn(page);
  }
  // The verdict is shown; the answer is on the disk already.
  await page.reload();
  await answer(page);
  const waiting = await unsent(page);
  assert.ok(waiting >= 6 && waiting <= 9, `${waiting} answers wait`);

  // Logging out would lose the answers, so the app asks first.
  await page.goto(screen('/settings'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('alertdialog').waitFor();
  // The focus is on the button that loses nothing; after it, the log-out button has the focus again.
  assert.equal(await focused(page), 'Cancel');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  assert.equal(await focused(page), 'Log out');
  await page.goto(screen('/unsent'));
  await page.locator('main li').first().waitFor();
  assert.equal(await page.locator('main li').count(), waiting);

  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await allSent(page);
  assert.equal(await countedReviews(page), 9);

  // An answer that the service refuses is shown, and is not sent for ever.
  await context.setOffline(true);
  await page.goto(screen('/study'));
  await answer(page);
  await changeWaiting(page, { exerciseId: 'nonsense' });
  await context.setOffline(false);
  await page.goto(screen('/unsent'));
  await page.locator('main .error').waitFor();
  assert.equal(await countedReviews(page), 9);
  // The button says which answer it removes.
  const headword = await page.locator('main li .headword').innerText();
  await page.getByRole('button', { name: `Remove: ${headword}, ` }).click();
  await page.locator('.state').waitFor();
  // Nor is one with half of a letter, which is no JSON.
  await context.setOffline(true);
  await page.goto(screen('/study'));
  await answer(page);
  await changeWaiting(page, { exerciseId: 'nonsense', answer: { text: '\ud83d' } });
  await context.setOffline(false);
  await page.goto(screen('/unsent'));
  await page.getByRole('button', { name: 'Remove: ' }).click();
  await page.locator('.state').waitFor();
  // Nor does one for which the service refuses a whole request stop the others.
  await context.setOffline(true);
  await page.goto(screen('/study'));
  for (let count = 0; count < 3; count += 1) {
    await answer(page);
    await goOn(page);
  }
  const [{ reviewId: bad }] = await onDevice(page, 'outbox');
  await page.route('**/graphql', (route) => {
    const refuses = route.request().postDataJSON().variables.input?.reviews?.some(({ reviewId }) => reviewId === bad);
    return refuses ? route.fulfill({ json: { errors: [{ message: 'Nonsense.', extensions: { code: 'BAD_USER_INPUT' } }] } }) : route.continue();
  });
  await context.setOffline(false);
  await page.goto(screen('/unsent'));
  await page.locator('main .error').getByText('Nonsense.').waitFor();
  await page.getByRole('button', { name: 'Remove: ' }).click();
  await page.locator('.state').waitFor();
  assert.equal(await countedReviews(page), 11);
  await page.unrouteAll({ behavior: 'wait' });

  // The network changes and the page reloads many times at random.
  let seed = 20261128;
  const random = (below) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  await page.goto(screen('/study'));
  await lookAtNewWords(page);
  let given = 11;
  for (let count = 0; count < 30; count += 1) {
    await context.setOffline(random(2) === 0);
    if (!(await page.locator('.exercise').count())) break;
    await answer(page);
    given += 1;
    if (random(3) === 0) await page.reload();
    else await goOn(page);
    await lookAtNewWords(page);
  }
  await context.setOffline(false);
  await page.goto(screen('/'));
  await page.locator('.goal').waitFor();
  await allSent(page);
  // All answers are in the log. On a busy machine, the test may tap an exercise twice at once; two such answers count as one.
  const { viewer } = await ask(page, '{ viewer { reviews(first: 100) { edges { node { reviewId } } } } }');
  const ids = viewer.reviews.edges.map(({ node }) => node.reviewId);
  assert.equal(new Set(ids).size, given);
  // Their ids begin with the time: until 2039, its first digits are 01.
  for (const id of ids) assert.match(id, /^01[0-9a-f]{6}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);

  // A screen that the service refuses to load shows what the device has kept, and says so.
  const tab = page.locator('.places a').nth(1);
  await tab.click();
  await page.locator('.map').first().waitFor();
  await page.locator('.places a').first().click();
  await page.locator('.goal').waitFor();
  const errors = [{ message: 'The lessons are locked.', extensions: { code: 'FORBIDDEN' } }];
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query Course') ? route.fulfill({ json: { data: null, errors } }) : route.fallback());
  await tab.click();
  await page.getByRole('alert').getByText('The lessons are locked.').waitFor();
  assert.ok(await page.locator('.map').count());
  await page.locator('.places a').first().click();
  await page.locator('.goal').waitFor();
  assert.equal(await page.getByText('The lessons are locked.').count(), 0);

  // What could not be loaded is loaded as soon as there is a connection.
  await page.unrouteAll({ behavior: 'wait' });
  await context.setOffline(true);
  await page.goto(screen('/account-log'));
  await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
  await context.setOffline(false);
  await page.getByRole('alert').getByText('The service cannot be reached.').waitFor({ state: 'detached' });
  await page.locator('.card').first().locator('ul').waitFor({ state: 'attached' });

  // A connection has silently broken: a request that gets no response is given up after a minute, here a second.
  await page.unrouteAll({ behavior: 'wait' });
  await page.addInitScript(() => {
    const { timeout } = AbortSignal;
    AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, milliseconds / 60);
  });
  await page.route('**/graphql', () => new Promise(() => {}));
  await page.goto(screen('/lessons'));
  await page.locator('.map').first().waitFor();
  await page.locator('.status .pill').waitFor();
});
