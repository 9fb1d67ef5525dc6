// A session of cards that are due: what brings it about, and what it sends.
import { advance, ask, onDevice, screen, signUp, until } from './support.mjs';

/** Signs up, makes a number of cards due, and opens the app. Returns the requests from then on. */
export async function withDueCards(page, cards) {
  await page.clock.install();
  await signUp(page);
  await ask(page, 'mutation { updateSettings(input: { burySiblings: false, reviewsPerDay: 999 }) { errors { code } } }');
  const { course } = await ask(page, '{ course(by: { slug: "kunine-bes-soz" }) { lessons { id words { id } } } }');
  let words = 0;
  for (const lesson of course.lessons) {
    if (words >= cards / 2) break;
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
  await until(async () => (await pack())?.items.length >= cards);
  return requests;
}

export async function openSession(page) {
  await page.locator('.goal .primary').click();
  await page.locator('.exercise').waitFor();
}

export async function goOn(page) {
  await page.locator('.feedback > .primary').click();
  await page.locator('.feedback').waitFor({ state: 'detached' });
  await page.locator('.exercise, .finished').first().waitFor();
}

export const counted = async (page) => (await ask(page, '{ viewer { today { reviews } } }')).viewer.today.reviews;
