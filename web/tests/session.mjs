// A session of 200 cards: one request of 30 kB brings the cards, one sends the answers and one brings the next cards.
import { advance, answerRight, ask, assert, inBrowser, onDevice, PHONE, screen, shownItem, signUp } from './support.mjs';

const CARDS = 200;

await inBrowser(PHONE, async (page) => {
  await page.clock.install();
  await signUp(page);
  await ask(page, 'mutation { updateSettings(input: { burySiblings: false, reviewsPerDay: 999 }) { errors { code } } }');
  const { course } = await ask(page, '{ course(by: { slug: "kunine-bes-soz" }) { lessons { id words { id } } } }');
  let words = 0;
  for (const lesson of course.lessons) {
    if (words >= CARDS / 2) break;
    words += lesson.words.length;
    await ask(page, 'mutation ($id: ID!) { markLessonKnown(input: { lessonId: $id }) { errors { code } } }', { id: lesson.id });
  }
  await advance(page, 24 * 24);

  const requests = [];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const name = /(?:query|mutation) (\w+)/.exec(request.postData ?? '')?.[1];
    if (name) requests.push({ name, requestId, bytes: 0 });
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const found = requests.find((each) => each.requestId === requestId);
    if (found) found.bytes = encodedDataLength;
  });

  await page.goto(screen('/'));
  const pack = async () => (await onDevice(page, 'values')).find((each) => each?.pack)?.pack;
  while (((await pack())?.items.length ?? 0) < CARDS) await page.waitForTimeout(100);
  const brought = requests.find(({ name }) => name === 'OfflinePack');
  console.log(`${CARDS} cards: ${brought.bytes} bytes`);
  assert.ok(brought.bytes > 5_000 && brought.bytes <= 30_000, `${brought.bytes} bytes`);

  await page.locator('.goal .primary').click();
  await page.locator('.exercise').waitFor();
  requests.length = 0;
  for (let count = 0; count < CARDS; count += 1) {
    await answerRight(page, await shownItem(page));
    await page.locator('.feedback > .primary').click();
    await page.locator('.feedback').waitFor({ state: 'detached' });
    await page.locator('.exercise, .finished').first().waitFor();
  }
  await page.locator('.finished').waitFor();
  assert.deepEqual(requests.map(({ name }) => name), ['SubmitReviews', 'OfflinePack']);
  assert.equal((await ask(page, '{ viewer { today { reviews } } }')).viewer.today.reviews, CARDS);
});
