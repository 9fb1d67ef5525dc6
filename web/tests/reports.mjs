// A learner says that an answer should count, and that a meaning is wrong. An editor sees both.
import {
  advance, allSent, answerRight, ask, assert, goOn, inBrowser, logInAsEditor, lookAtNewWords, onAnotherPhone, PHONE, screen,
  shownItem, signUp,
} from './support.mjs';

const ANSWER = 'менің жауабым';
const REASON = 'Так давно не говорят.';

/** Answers right until a Kazakh word is to be typed. Returns what is asked. */
async function untilTyped(page) {
  for (;;) {
    await lookAtNewWords(page);
    const item = await shownItem(page);
    if (['TypeWordExercise', 'ClozeExercise'].includes(item.exercise.__typename)) return item;
    await answerRight(page, item);
    await goOn(page);
  }
}

await inBrowser({ ...PHONE, locale: 'ru-RU' }, async (page, context) => {
  await page.clock.install();
  await signUp(page);
  await ask(page, 'mutation { updateSettings(input: { skills: [PRODUCE], reviewsPerDay: 999 }) { errors { code } } }');
  const { course } = await ask(page, '{ course(by: { slug: "kunine-bes-soz" }) { lessons { id words { id } } } }');
  for (const { id } of course.lessons.slice(0, 4)) {
    await ask(page, 'mutation ($id: ID!) { markLessonKnown(input: { lessonId: $id }) { errors { code } } }', { id });
  }
  await advance(page, 24 * 24);
  await page.goto(screen('/study'));
  const { word } = await untilTyped(page);

  // The editors can't be told of an answer that the service does not have yet.
  await context.setOffline(true);
  await page.locator('.typed input').fill(ANSWER);
  await page.locator('.typed .primary').click();
  await page.locator('.feedback.wrong').waitFor();
  const challenge = page.getByRole('button', { name: 'Мой ответ тоже верный' });
  await challenge.click();
  await page.getByText('Нет связи с сервисом').waitFor();
  await context.setOffline(false);
  await challenge.click();
  await page.locator('.feedback').getByText('Отправлено редакторам').waitFor();
  assert.equal(await challenge.getAttribute('aria-disabled'), 'true');
  await allSent(page);

  // The word's page is one tap away.
  await page.getByRole('link', { name: 'О слове' }).click();
  await page.getByText('Значение неверно?').click();
  const chosen = page.getByLabel('Выберите значение');
  const gloss = await chosen.locator('option').first().innerText();
  await page.getByLabel('Что неверно').fill(REASON);
  const send = page.getByRole('button', { name: 'Отправить', exact: true });
  await send.click();
  await page.getByText('Отправлено редакторам').waitFor();
  // Once is enough.
  await send.click();
  await page.getByText('Вы уже сообщили').waitFor();

  const { node: { headword } } = await ask(page, 'query ($id: ID!) { node(id: $id) { ... on Word { headword } } }', { id: word.id });
  const editor = await onAnotherPhone(context);
  await logInAsEditor(editor);
  await editor.goto(screen('/edit/reports'));
  for (const [kind, said] of [['Challenged grades', [ANSWER]], ['Reported meanings', [gloss, REASON]]]) {
    const report = editor.getByRole('article').filter({ has: editor.getByText(kind) });
    await report.getByRole('heading', { name: headword }).waitFor();
    for (const each of said) await report.getByText(each, { exact: true }).waitFor();
  }
});
