// Two tabs study the same cards, and a pack arrives late: answered cards stay answered, and an answer can be taken back wherever
// it is.
import {
  advanceService, allSent, answer, assert, countedReviews, goOn, holdPack, inBrowser, inTime, lookAtNewWords, onDevice, PHONE, screen, signUp, startFirstLesson, until,
} from './support.mjs';

const shownCard = (page) => page.locator('.exercise').getAttribute('data-card');
const answered = async (page) =>
  Object.keys((await onDevice(page, 'values')).find((each) => each?.pack).progress);

/** Answers a card, and returns it. */
async function study(page) {
  const card = await shownCard(page);
  await answer(page);
  return card;
}

await inBrowser(PHONE, async (page, context) => {
  await signUp(page);
  await startFirstLesson(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const other = await context.newPage();
  // This tab does not notice that the connection is back, so it sends nothing itself.
  await other.addInitScript(() => addEventListener('online', (event) => event.stopImmediatePropagation(), true));
  await other.goto(screen('/study'));
  await lookAtNewWords(other);

  await context.setOffline(true);
  const cards = new Set();
  for (let count = 0; count < 2; count += 1) {
    cards.add(await study(page));
    await goOn(page);
  }
  cards.add(await study(other));
  const known = await answered(page);
  assert.deepEqual([...cards].filter((card) => !known.includes(card)), [], 'what one tab has answered, the other keeps');

  // One tab sends the answer that the other shows, which then shows the verdict of the service, and nothing waits there.
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('mutation SubmitReviews')) return route.continue();
    const response = await route.fetch();
    const json = await response.json();
    for (const { grade } of json.data.submitReviews.results) grade.verdict = 'SYNONYM';
    return route.fulfill({ response, json });
  });
  assert.equal(await other.locator('.feedback.synonym').count(), 0);
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await other.locator('.feedback.synonym').waitFor();
  await allSent(other);
  await allSent(page);
  await page.unrouteAll({ behavior: 'wait' });

  // The other tab takes back the answer that was sent.
  const counted = await countedReviews(page);
  await other.getByRole('button', { name: 'Undo' }).click();
  await other.locator('.feedback').waitFor({ state: 'detached' });
  assert.equal(await countedReviews(page), counted - 1);
  assert.ok(await other.locator('.choices button').count());
  assert.equal(await other.locator('.choices [aria-pressed=true]').count(), 0, 'no choice is pressed any more');

  // The other tab takes back an answer that is already on its way.
  let letThrough;
  const isOnItsWay = new Promise((resolve) => {
    void page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('mutation SubmitReviews')) return route.continue();
      resolve();
      await new Promise((arrive) => { letThrough = arrive; });
      return route.continue();
    });
  });
  const synchronize = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await answer(other);
  await synchronize();
  await inTime(isOnItsWay);
  await other.getByRole('button', { name: 'Undo' }).click();
  await other.waitForTimeout(300);
  assert.equal(await other.locator('.feedback').count(), 1, 'one tab waits for what the other sends');
  letThrough();
  await other.locator('.feedback').waitFor({ state: 'detached' });
  await allSent(page);
  assert.equal(await countedReviews(page), counted - 1, 'an answer that was on its way is undone');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await other.close();

  // A pack is on its way while a card is answered, and the answer arrives at the service before it.
  let bring;
  const asked = new Promise((resolve) => {
    void page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('query OfflinePack')) await route.continue();
      else if (bring) await route.abort();
      else {
        const arrives = new Promise((arrive) => { bring = arrive; });
        const response = await route.fetch();
        resolve();
        await arrives;
        await route.fulfill({ response });
      }
    });
  });
  await page.goto(screen('/study'));
  await lookAtNewWords(page);
  await study(page);
  await synchronize();
  await inTime(asked);
  await goOn(page);
  const last = await study(page);
  await synchronize();
  await allSent(page);
  const { fetchedAt } = (await onDevice(page, 'values')).find((each) => each?.pack);
  bring();
  await until(async () => (await onDevice(page, 'values')).find((each) => each?.pack).fetchedAt !== fetchedAt);
  assert.ok((await answered(page)).includes(last), 'an answer is not forgotten when an older pack arrives');
  await page.unrouteAll({ behavior: 'ignoreErrors' });

  // The pack that was requested first arrives last: it does not replace the later one, which has the answers between them.
  const { isMade, bring: bringFirst } = holdPack(page);
  await goOn(page);
  await synchronize();
  await inTime(isMade);
  await advanceService(1 / 60);
  await study(page);
  const kept = async () => (await onDevice(page, 'values')).find((each) => each?.pack);
  const { cursor } = await kept();
  await synchronize();
  await until(async () => (await kept()).cursor !== cursor);
  const later = (await kept()).cursor;
  const hasArrived = page.waitForResponse((response) => response.request().postData()?.includes('query OfflinePack'));
  bringFirst();
  await (await hasArrived).finished();
  await page.waitForTimeout(300);
  assert.equal((await kept()).cursor, later);
  await page.unrouteAll({ behavior: 'ignoreErrors' });

  // A browser without the Web Locks API still sends answers and takes them back.
  const plain = await context.newPage();
  await plain.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  await plain.goto(screen('/study'));
  await lookAtNewWords(plain);
  const before = await countedReviews(plain);
  await answer(plain);
  await plain.getByRole('button', { name: 'Undo' }).click();
  await plain.locator('.feedback').waitFor({ state: 'detached' });
  await answer(plain);
  await goOn(plain);
  await plain.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await allSent(plain);
  assert.equal(await countedReviews(plain), before + 1);
});
