// A session of 200 cards: one request of 30 kB brings the cards, one sends the answers and one brings the next cards.
import { counted, goOn, openSession, withDueCards } from './due-cards.mjs';
import { answerRight, assert, inBrowser, PHONE, shownItem } from './support.mjs';

const CARDS = 200;

await inBrowser(PHONE, async (page) => {
  const requests = await withDueCards(page, CARDS);
  const brought = requests.find(({ name }) => name === 'OfflinePack');
  console.log(`${CARDS} cards: ${brought.bytes} bytes`);
  assert.ok(brought.bytes > 5_000 && brought.bytes <= 30_000, `${brought.bytes} bytes`);

  await openSession(page);
  requests.length = 0;
  for (let count = 0; count < CARDS; count += 1) {
    await answerRight(page, await shownItem(page));
    await goOn(page);
  }
  await page.locator('.finished').waitFor();
  assert.deepEqual(requests.map(({ name }) => name), ['SubmitReviews', 'OfflinePack']);
  assert.equal(await counted(page), CARDS);
});
