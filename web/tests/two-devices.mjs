// One account on two devices, both without a connection for a while: each answer counts once, and each device learns of the
// answers on the other.
import {
  allSent, answer, ask, assert, fillInLogIn, goOn, inBrowser, lookAtNewWords, onAnotherPhone, onDevice, PASSWORD, PHONE,
  screen, signUp, until,
} from './support.mjs';

const stored = async (page) => (await onDevice(page, 'values')).find((each) => each?.pack);

/** Answers some cards. */
async function study(page, count) {
  await page.goto(screen('/study'));
  for (let given = 0; given < count; given += 1) {
    await answer(page);
    await goOn(page);
  }
}

/** Makes the device fetch a new pack. */
async function fetchPack(page) {
  const { fetchedAt } = await stored(page);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await until(async () => (await stored(page)).fetchedAt !== fetchedAt);
}

/** Suspends the cards of the word that is shown, as another device would. The word stays on the screen. */
async function takeAway(page) {
  const prompt = await page.locator('main .prompt').first().innerText();
  const { words, items } = (await stored(page)).pack;
  const isShown = ({ headword, meaning }) => prompt.startsWith(headword) || prompt.startsWith(meaning.text);
  const shown = words.filter(isShown).sort((one, other) => other.headword.length - one.headword.length)[0];
  const cardIds = items.filter(({ word }) => word.id === shown.id).map(({ card }) => card.id);
  const input = { cardIds: [...new Set(cardIds)] };
  await ask(page, 'mutation ($input: SuspendCardsInput!) { suspendCards(input: $input) { errors { code } } }', { input });
  await fetchPack(page);
  assert.ok(!(await stored(page)).pack.words.some(({ id }) => id === shown.id));
  assert.equal(await page.locator('main .prompt').first().innerText(), prompt);
  return async () => {
    await ask(page, 'mutation ($input: UnsuspendCardsInput!) { unsuspendCards(input: $input) { errors { code } } }', { input });
    await fetchPack(page);
  };
}

await inBrowser(PHONE, async (phone, context) => {
  await signUp(phone);
  await phone.locator('.goal .primary').click();
  await phone.locator('.introduction').waitFor();
  const bringWordBack = await takeAway(phone);
  await phone.locator('.introduction .primary').click();
  await bringWordBack();
  await lookAtNewWords(phone);
  const bringCardBack = await takeAway(phone);
  await answer(phone);
  await goOn(phone);
  await bringCardBack();
  await phone.goto(screen('/'));
  await phone.locator('.goal').waitFor();
  await allSent(phone);
  await study(phone, 2);
  await phone.locator('.bar .icon-button').click();
  await allSent(phone);
  const { email } = (await ask(phone, '{ viewer { account { email } } }')).viewer.account;

  const tablet = await onAnotherPhone(context);
  await tablet.goto(screen('/log-in'));
  let bring;
  const isHeld = new Promise((resolve) => { bring = resolve; });
  await tablet.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('query OfflinePack')) await isHeld;
    await route.continue();
  });
  await fillInLogIn(tablet, email, PASSWORD);
  // Until the cards have arrived, the screen says nothing about them.
  await tablet.locator('main a.card').first().waitFor();
  assert.equal(await tablet.locator('.goal').count(), 0);
  bring();
  await tablet.locator('.goal').waitFor();
  await tablet.unrouteAll({ behavior: 'wait' });
  await until(() => stored(tablet));
  // A card that was answered on the phone is not a new card here.
  const isNew = ({ items }) => items.filter(({ card, exercise }) => exercise && card.phase === 'NEW').length;
  assert.equal(isNew((await stored(tablet)).pack), isNew((await stored(phone)).pack));

  // Without a connection, both devices answer some of the same cards.
  for (const device of [phone, tablet]) await device.evaluate(() => navigator.serviceWorker.ready);
  for (const device of [phone, tablet]) await device.context().setOffline(true);
  await study(phone, 4);
  await study(tablet, 6);
  for (const device of [tablet, phone]) {
    await device.context().setOffline(false);
    await device.goto(screen('/'));
    await device.locator('.goal').waitFor();
    await allSent(device);
  }
  const { viewer } = await ask(phone, '{ viewer { reviews(first: 100) { edges { node { reviewId } } } } }');
  const ids = viewer.reviews.edges.map(({ node }) => node.reviewId);
  assert.equal(ids.length, 13);
  assert.equal(new Set(ids).size, 13);

  // The tablet does not yet know the answers that the phone sent later. It requests them once, when its page becomes visible
  // again.
  const asked = [];
  tablet.on('request', (request) => asked.push(/(?:query|mutation) (\w+)/.exec(request.postData() ?? '')?.[1]));
  const shows = () => tablet.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await shows();
  await until(async () => (await stored(tablet)).cursor === (await stored(phone)).cursor);
  assert.deepEqual(asked.filter((name) => ['Changes', 'OfflinePack'].includes(name)), ['Changes', 'OfflinePack']);
  asked.length = 0;
  const answered = tablet.waitForResponse((response) => response.request().postData()?.includes('query Changes'));
  await shows();
  await (await answered).finished();
  await tablet.waitForTimeout(500);
  assert.deepEqual(asked.filter((name) => name !== 'Today'), ['Changes'], 'nothing has changed');
});
