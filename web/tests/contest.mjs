// A learner enters a contest, sees the ranking, and leaves it.
import { ask, assert, inBrowser, logInAsEditor, onAnotherPhone, PHONE, screen, signUp } from './support.mjs';

await inBrowser(PHONE, async (page, context) => {
  const editor = await onAnotherPhone(context);
  await logInAsEditor(editor);
  const { event, lesson } = await ask(editor, `{
    event(by: {slug: "abai-readings"}) { id title }
    lesson(by: {slugs: {course: "kunine-bes-soz", lesson: "amandasu"}}) { id }
  }`);
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await ask(editor, 'mutation($input: CreateContestInput!) { createContest(input: $input) { errors { code } } }', {
    input: { eventId: event.id, lessonIds: [lesson.id], teams: 'AREA', from: day(-1), until: day(9) },
  });

  await signUp(page, 'Айгүл Серікқызы');
  await page.goto(screen('/clubs'));
  await page.getByRole('link', { name: 'Contests' }).click();
  await page.locator('main a.card').first().click();
  await page.getByText('Nobody has entered yet.').waitFor();
  await page.getByLabel('How others see your name').selectOption('INITIALS');
  await page.getByLabel('District (ISO 3166)').fill('Талдықорған');
  await page.getByRole('button', { name: 'Take part' }).click();
  await page.locator('.error').first().waitFor();
  await page.getByLabel('District (ISO 3166)').fill('KZ-33');
  await page.getByRole('button', { name: 'Take part' }).click();
  await page.getByText('Your rank: 1, words kept: 0').waitFor();
  assert.match(await page.locator('.bars b').innerText(), /^А.{0,3}С/);

  await page.getByRole('button', { name: 'Leave the contest' }).click();
  await page.getByText('Nobody has entered yet.').waitFor();
});
