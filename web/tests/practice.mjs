// Mistakes can be practised, and the practice changes no schedule and no statistics.
import {
  advance, allSent, assert, countedReviews, goOn, inBrowser, lookAtNewWords, onDevice, PHONE, screen, shownItem, signUp, startFirstLesson, until,
} from './support.mjs';

await inBrowser(PHONE, async (page) => {
  await page.addInitScript(() => {
    const { persist } = navigator.storage;
    navigator.storage.persist = () => {
      document.documentElement.dataset.persists = 'true';
      return persist.call(navigator.storage);
    };
  });
  await signUp(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.persists), 'true', 'the browser is asked to keep the data');
  await startFirstLesson(page);
  const missed = new Set();
  for (let count = 0; count < 3; count += 1) {
    const { exercise, word } = await shownItem(page);
    const choices = exercise.choices ?? exercise.words;
    await page.locator('.choices button').nth(choices.findIndex(({ id }) => id !== word.id)).click();
    await page.locator('.feedback.wrong').waitFor();
    missed.add(word.id);
    await goOn(page);
    await lookAtNewWords(page);
  }
  await page.locator('.bar .icon-button').click();
  await allSent(page);

  await page.goto(screen('/progress'));
  await page.locator('.numbers').getByText('Days in a row', { exact: true }).waitFor();
  // A year of days; today is one of them.
  await page.locator('.heat').waitFor();
  assert.ok(await page.locator('.heat rect').count() >= 365);
  // The months are named where they begin.
  assert.ok((await page.locator('.heat text').allTextContents()).includes('Jan'));
  assert.equal(await page.locator('.heat .level1').count(), 1);
  // The days can be read without pointing at their squares.
  await page.locator('summary').click();
  await page.locator('details').getByText(/: 3 answers$/).waitFor();
  const practise = page.getByRole('link', { name: 'Practise the mistakes' });
  await practise.waitFor();
  assert.equal(await page.locator('.words li').count(), missed.size);
  await practise.click();
  for (let count = 0; count < missed.size; count += 1) {
    const sent = page.waitForResponse((response) => response.request().postData()?.includes('mutation SubmitPractice'));
    await page.locator('.choices button').first().click();
    const { data } = await (await sent).json();
    assert.deepEqual(data.submitPractice.errors, []);
    await page.locator(`.feedback.${data.submitPractice.results[0].grade.verdict.toLowerCase()}`).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.feedback').waitFor({ state: 'detached' });
    // The button that was pressed is gone; the next question has the focus, and after the last one what follows.
    await page.waitForFunction(() => document.activeElement?.matches('.exercise .task, .finished h2'));
  }
  await page.getByRole('heading', { name: 'Well done!' }).waitFor();
  assert.equal(await countedReviews(page), 3);

  // The list on the device is shown first. The list from the service does not change a question that is being answered, and a
  // device without a voice omits the exercises for listening.
  let bring;
  const isHeld = new Promise((resolve) => { bring = resolve; });
  await page.route('**/graphql', async (route) => {
    const request = route.request().postData() ?? '';
    // Practice must work without an answer from the service.
    if (request.includes('mutation SubmitPractice')) return route.abort();
    if (!request.includes('query Practice')) return route.continue();
    const response = await route.fetch();
    const json = await response.json();
    const [item] = json.data.viewer.practiceItems;
    const heard = { __typename: 'ListenAndTypeExercise', id: 'heard', spokenText: 'сәлем' };
    const typed = { __typename: 'TypeWordExercise', id: 'typed', meaning: 'привет', language: 'ru' };
    json.data.viewer.practiceItems = [heard, typed].map((exercise) => ({ ...item, exercise }));
    await isHeld;
    return route.fulfill({ response, json });
  });
  await page.goto(screen('/practice'));
  await page.locator('.choices').waitFor();
  const shown = await page.locator('.exercise').innerText();
  const isKept = async () => (await onDevice(page, 'values')).some((each) => each?.viewer?.practiceItems?.[0]?.exercise.id === 'heard');
  assert.equal(await isKept(), false);
  bring();
  await until(isKept);
  await page.waitForTimeout(200);
  assert.equal(await page.locator('.exercise').innerText(), shown);
  await page.reload();
  await page.locator('.typed input').fill('мүлдем басқа');
  assert.equal(await page.getByText('привет').count(), 1);
  await page.locator('.typed .primary').click();
  await page.locator('.feedback.wrong').waitFor();
  // An answer in practice that was not sent is not checked later.
  await page.getByText('The service will check this').waitFor({ state: 'detached' });

  // A kind of exercise that this version of the app does not know, answered after a long break: the answer takes the focus when it
  // is shown, and the service gets the longest time that it accepts.
  await page.unrouteAll({ behavior: 'wait' });
  await page.clock.install();
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query Practice')) return route.continue();
    const response = await route.fetch();
    const json = await response.json();
    const [item] = json.data.viewer.practiceItems;
    json.data.viewer.practiceItems = [{ ...item, exercise: { __typename: 'SingExercise' } }];
    return route.fulfill({ response, json });
  });
  await page.goto(screen('/practice'));
  const items = async () => (await onDevice(page, 'values')).find((each) => each?.viewer?.practiceItems)?.viewer.practiceItems;
  await until(async () => (await items())?.[0].exercise.__typename === 'SingExercise');
  const [{ word }] = await items();
  await page.reload();
  await page.getByRole('button', { name: 'Show the answer' }).waitFor();
  await advance(page, 2);
  await page.getByRole('button', { name: 'Show the answer' }).press('Enter');
  await page.waitForFunction((meaning) => document.activeElement?.textContent === meaning, word.meaning.text);
  // The verdict is shown before the answer is sent.
  const submits = page.waitForRequest((request) => request.postData()?.includes('mutation SubmitPractice'));
  await page.locator('.ratings button').last().click();
  await page.locator('.feedback').waitFor();
  const [submitted] = (await submits).postDataJSON().variables.input.answers;
  assert.equal(submitted.durationMs, 3_600_000);
});
