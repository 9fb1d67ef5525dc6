// Every fifth answer is wrong, on a slow connection. The device does not know all words and forms of the language, so it asks the
// service about a typed miss at once, and then shows the right verdict. All other answers wait, also while such a request is under
// way. So there is at most one request for each typed miss, and one at the end. The misses come back in the same session, and are
// then answered right.
import { counted, goOn, openSession, withDueCards } from './due-cards.mjs';
import { answerRight, assert, inBrowser, PHONE, shownItem } from './support.mjs';

const CARDS = 50;
/** The longer a request takes, the more answers are given meanwhile. */
const SLOW_MS = 700;

/** Answers wrong. Returns whether the device cannot be sure of that. */
async function answerWrong(page, item) {
  const field = page.locator('.typed input');
  const isTyped = await field.count() > 0;
  if (isTyped) {
    await field.fill('білмеймін');
    await page.locator('.typed .primary').click();
  } else if (await page.locator('.choices').count()) {
    const at = (item.exercise.choices ?? item.exercise.words).findIndex(({ id }) => id !== item.word.id);
    await page.locator('.choices button').nth(at).click();
  } else {
    await page.getByRole('button', { name: 'I don’t know' }).click();
  }
  await page.locator('.feedback:not(.correct)').waitFor();
  return isTyped;
}

await inBrowser(PHONE, async (page) => {
  const requests = await withDueCards(page, CARDS);
  await openSession(page);
  requests.length = 0;
  let underWay = 0;
  await page.route('**/graphql', async (route) => {
    const isSending = route.request().postData()?.includes('mutation SubmitReviews');
    if (isSending) {
      underWay += 1;
      assert.equal(underWay, 1, 'one request at a time');
      await new Promise((resolve) => { setTimeout(resolve, SLOW_MS); });
      underWay -= 1;
    }
    await route.continue();
  });
  const missed = new Set();
  let [given, unsure] = [0, 0];
  while (!(await page.locator('.finished').count())) {
    const item = await shownItem(page);
    if (given % 5 === 0 && !missed.has(item.card.id)) {
      missed.add(item.card.id);
      if (await answerWrong(page, item)) unsure += 1;
    } else {
      await answerRight(page, item);
    }
    given += 1;
    await goOn(page);
  }
  const sent = requests.filter(({ name }) => name === 'SubmitReviews').length;
  console.log(`${given} answers, ${missed.size} wrong, ${unsure} of them unsure: ${sent} requests with answers`);
  assert.ok(missed.size >= CARDS / 5 && unsure > 0, `${unsure} of ${missed.size} misses were typed`);
  assert.ok(sent > 1 && sent <= unsure + 1, `${sent} requests`);
  assert.equal(requests.filter(({ name }) => name === 'OfflinePack').length, 1);
  assert.equal(await counted(page), given);
});
