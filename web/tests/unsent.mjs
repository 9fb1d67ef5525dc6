// Answers that cannot be sent: the app shows them until they are sent, even after the session has ended, and asks before the end
// of the account loses them. Answers that are taken back offline are undone where they have arrived.
import {
  advanceService, allSent, answer, ask, assert, countedReviews, fillInLogIn, inBrowser, lookAtNewWords, onAnotherPhone, onDevice, PASSWORD,
  PHONE, screen, signUp, startFirstLesson, until,
} from './support.mjs';

const sendsAnswers = (route) => route.request().postData()?.includes('mutation SubmitReviews');

/** The connection is lost whenever answers are sent. */
const refuseAnswers = (route) => (sendsAnswers(route) ? route.abort() : route.continue());

/** Answers arrive, but no response does, and nothing else arrives. */
const loseResponses = async (route) => {
  if (sendsAnswers(route)) await route.fetch();
  await route.abort();
};

/** Waits until the service has counted a number of answers. */
const counts = (page, expected) => until(async () => await countedReviews(page) === expected);

await inBrowser(PHONE, async (page, context) => {
  await signUp(page);
  await startFirstLesson(page);
  const { email } = (await ask(page, '{ viewer { account { email } } }')).viewer.account;

  // The session of another device ends while an answer waits there.
  const other = await onAnotherPhone(context);
  await other.goto(screen('/log-in'));
  await fillInLogIn(other, email, PASSWORD);
  await other.locator('.goal').waitFor();
  await other.route('**/graphql', refuseAnswers);
  await other.goto(screen('/study'));
  await answer(other);
  await ask(other, 'mutation { logOut { errors { code } } }');
  await other.goto(screen('/settings'));
  await other.getByRole('heading', { name: 'Log in' }).waitFor();
  await other.locator('[data-unsent="1"]').waitFor();
  await other.reload();
  await other.locator('[data-unsent="1"]').waitFor();
  await other.unrouteAll({ behavior: 'wait' });
  await fillInLogIn(other, email, PASSWORD);
  await allSent(other);
  assert.equal(await countedReviews(page), 1);

  // An answer arrives, and its response is lost. Then the learner takes it back, still without a connection. The same answer
  // to the same exercise within two seconds, also from another device, would count as one that was tapped twice.
  await advanceService(0.1);
  await page.goto(screen('/study'), { waitUntil: 'networkidle' });
  await lookAtNewWords(page);
  await page.route('**/graphql', loseResponses);
  await answer(page);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await counts(page, 2);
  await page.locator('[data-unsent="1"]').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.feedback').waitFor({ state: 'detached' });
  // That it is taken back waits to be sent, too.
  await page.goto(screen('/unsent'));
  await page.locator('[data-unsent="1"]').waitFor();
  await page.locator('main li').getByText('Undo answer').waitFor();
  await page.goto(screen('/settings'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('alertdialog').getByText('1 answer that was not sent').waitFor();
  await page.goto(screen('/study'));
  await page.locator('.exercise').waitFor();
  assert.equal(await countedReviews(page), 2, 'the service cannot know of it yet');
  await page.unrouteAll({ behavior: 'wait' });
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await counts(page, 1);
  await until(async () => !(await onDevice(page, 'outbox')).length);

  // The progress counts an answer as soon as it has arrived, even if the screen was opened before.
  await page.route('**/graphql', refuseAnswers);
  await page.goto(screen('/study'));
  await answer(page);
  await page.goto(screen('/progress'));
  await page.getByText('Days studied: 1, answers: 1').waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('Days studied: 1, answers: 2').waitFor();

  // After a failure, the app tries again by itself, when the service asks for it: to send answers, and to load what is shown.
  for (const name of ['mutation SubmitReviews', 'query Progress']) {
    let attempts = 0;
    await other.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes(name)) return route.continue();
      attempts += 1;
      return attempts === 1 ? route.fulfill({ status: 503, headers: { 'retry-after': '1' }, json: {} }) : route.continue();
    });
    await other.goto(screen('/study'));
    await answer(other);
    await other.goto(screen('/progress'));
    await until(() => attempts > 1);
    await allSent(other);
    await other.unrouteAll({ behavior: 'wait' });
  }

  // The account is deleted only after a confirmation.
  await page.route('**/graphql', refuseAnswers);
  await page.goto(screen('/study'));
  await answer(page);
  await page.goto(screen('/settings'));
  const end = page.locator('details').filter({ has: page.locator('summary').getByText('Delete the account') });
  await end.locator('summary').click();
  await end.locator('[name=password]').fill(PASSWORD);
  await end.locator('button').click();
  await end.getByText('1 answer that was not sent').waitFor();
  assert.ok((await ask(page, '{ viewer { account { id } } }')).viewer, 'nothing has ended');
  await end.locator('button').click();
  await page.getByRole('alertdialog').getByText('If you log in before then, it stays.').waitFor();
});
