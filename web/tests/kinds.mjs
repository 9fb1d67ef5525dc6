// Every kind of exercise that the schema has, with a Kazakh voice on the device. The app names slips, accepts a meaning that the
// learner has added, and keeps the focus and the cursor in the field when a letter above the keyboard is tapped. Screen readers
// read the questions. Then the same in Latin letters.
import { everyKindDue, KINDS, typeSlip } from './every-kind.mjs';
import {
  advance, allSent, answerRight, ask, assert, assertDescribed, goOn, inBrowser, lookAtNewWords, PHONE, screen, shownItem,
} from './support.mjs';

/** The special cases that the test has met. */
const done = new Set();
/** What the app has said about a slip. */
let slipped = '';

/** Types a letter above the keyboard into the middle of the field, and empties it again. */
async function useLetters(page) {
  const field = page.locator('.typed input');
  await field.fill('слем');
  await field.evaluate((input) => input.setSelectionRange(1, 1));
  await page.locator('.letters button').first().tap();
  const { value, at, hasFocus } = await field.evaluate((input) =>
    ({ value: input.value, at: input.selectionStart, hasFocus: input === document.activeElement }));
  assert.deepEqual({ value, at, hasFocus }, { value: 'сәлем', at: 2, hasFocus: true });
  await field.fill('');
  done.add('letters');
}

/** Types a Kazakh letter as the Russian one that looks like it. Returns whether that answered the question. */
async function slip(page, item) {
  const letters = await typeSlip(page, item);
  if (!letters?.isSlip) return letters !== null;
  slipped = `“${letters.expected}”, not “${letters.written}”`;
  await page.locator('.feedback.slip .slip').getByText(slipped).waitFor();
  done.add('slip');
  return true;
}

/** Counts an own meaning as right. */
async function countOwn(page) {
  const own = 'менің аудармам';
  await page.locator('.typed input').fill(own);
  await page.locator('.typed .primary').click();
  await page.locator('.feedback.wrong').waitFor();
  await page.getByRole('button', { name: 'My answer should count' }).click();
  await page.locator('.feedback').waitFor({ state: 'detached' });
  await page.locator('.typed input').fill(own);
  await page.locator('.typed .primary').click();
  await page.locator('.feedback.correct').waitFor();
  done.add('own meaning');
}

await inBrowser(PHONE, async (page) => {
  await page.clock.install();
  const course = await everyKindDue(page, advance);

  const seen = new Set();
  for (let count = 0; count < 400 && (seen.size < KINDS.length || done.size < 3); count += 1) {
    if (!(await page.locator('.exercise').count())) await page.goto(screen('/study'));
    await lookAtNewWords(page);
    const item = await shownItem(page);
    const kind = item.exercise.__typename.replace('Exercise', '');
    seen.add(kind);
    // The question describes the element with the focus, which is the field or the heading.
    await assertDescribed(page, '.exercise .prompt, .exercise .prompt + .quiet');
    const isTyped = await page.locator('.typed .letters').count() > 0;
    if (isTyped && !done.has('letters')) await useLetters(page);
    if (kind === 'TypeMeaning' && !done.has('own meaning')) await countOwn(page);
    else if (kind !== 'TypeWord' || done.has('slip') || !(await slip(page, item))) await answerRight(page, item);
    await goOn(page);
  }
  assert.deepEqual([...seen].sort(), [...KINDS].sort());
  assert.deepEqual([...done].sort(), ['letters', 'own meaning', 'slip']);
  const said = await page.evaluate(() => window.said);
  assert.ok(said.every((each) => each.startsWith('kk-KZ ')), 'only the Kazakh voice speaks');

  // The progress names the slip in the same words.
  await page.locator('.bar .icon-button').click();
  await allSent(page);
  await page.goto(screen('/progress'));
  await page.getByText(slipped).waitFor();

  // In the Latin letters of the draft of 2021.
  await ask(page, 'mutation { updateSettings(input: { script: LATIN }) { errors { code } } }');
  await page.goto(screen('/'));
  await page.locator('.goal').waitFor();
  await page.waitForResponse((response) => response.request().postData()?.includes('query OfflinePack')).catch(() => undefined);
  await page.goto(screen(`/words/${course.lessons[0].words[0].id}`));
  for (const place of ['h1', '.prompt']) await page.locator(`${place} [lang=kk-Latn]`).getByText('sälem').waitFor();
  assert.match(await page.title(), /^sälem/);
});
