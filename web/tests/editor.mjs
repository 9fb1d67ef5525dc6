// An editor corrects the directory: one language of a name, an unsaved edit that survives, two editors at once, a duplicate, an
// event in plain words; then the history, a proposal and a report.
import { ask, assert, DESK, inBrowser, logInAsEditor, onAnotherPhone, onDevice, screen, signUp, until } from './support.mjs';

await inBrowser(DESK, async (page, context) => {
  const field = (name) => page.locator(`[name="${name}"]`);
  const button = (name) => page.getByRole('button', { name, exact: true });
  const save = async () => {
    await button('Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
  };
  const questions = [];
  let leaves = true;
  page.on('dialog', (dialog) => {
    questions.push(dialog.message());
    void (leaves ? dialog.accept() : dialog.dismiss());
  });
  const texts = (list) => list.map(({ language, text }) => `${language} ${text}`);
  const nameOfLiliya = async () => {
    const { person } = await ask(page, '{ person(by: {slug: "liliya-kushch"}) { nameTexts { language text } } }');
    return texts(person.nameTexts);
  };

  // From a page of the directory to the form: a name changes in one language, and keeps the others.
  await logInAsEditor(page);
  await page.goto(screen('/').replace('/app/', '/en/people/liliya-kushch'));
  await page.getByRole('link', { name: 'Edit this page' }).click();
  assert.equal(await field('names.0.text.kk').inputValue(), 'Лилия Кущ');
  assert.ok(await button('Save').isDisabled());
  await field('names.0.text.ru').fill('Лилия Ивановна Кущ');
  await field('reason').fill('С отчеством');
  await save();
  assert.deepEqual(await nameOfLiliya(), ['KK Лилия Кущ', 'RU Лилия Ивановна Кущ', 'EN Liliya Kushch']);

  // A date that does not exist is refused at its field, which gets the focus.
  await page.getByText('Period and sources').first().click();
  const since = field('names.0.since');
  await since.fill('2015-13');
  await since.press('Tab');
  await page.getByText('There is no such day or month.').waitFor();
  await button('Save').click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'names.0.since');
  const described = await since.evaluate((input) => document.getElementById(input.getAttribute('aria-describedby').split(' ')[0]).textContent);
  assert.equal(described, 'There is no such day or month.');
  assert.equal(await since.getAttribute('aria-invalid'), 'true');

  // An unsaved edit survives a reload, and the app asks before the editor leaves it.
  await since.fill('2015');
  await page.getByText('The changes are only on this device so far.').waitFor();
  const kept = async () => (await onDevice(page, 'values')).find((each) => each?.before)?.values.names[0].since;
  await until(async () => await kept() === '2015');
  await page.reload();
  await page.getByText('Changes that were not saved were restored from this device.').waitFor();
  assert.equal(await since.inputValue(), '2015');
  leaves = false;
  const asked = questions.length;
  await page.getByRole('link', { name: 'Back' }).click();
  assert.equal(questions.length, asked + 1);
  assert.equal(await since.inputValue(), '2015');
  leaves = true;

  // It survives a lost connection, too.
  await context.setOffline(true);
  await button('Save').click();
  await page.getByText('There is no connection. The changes are kept on this device').waitFor();
  await context.setOffline(false);
  await save();
  const { person: dated } = await ask(page, '{ person(by: {slug: "liliya-kushch"}) { names { since { edtf } } } }');
  assert.deepEqual(dated.names, [{ since: { edtf: '2015' } }]);
  await field('note.en').fill('A teacher');
  await button('Discard the changes').click();
  await page.waitForFunction(() => document.querySelector('[name="note.en"]').value === '');
  await page.reload();
  await button('Save').waitFor();
  assert.equal(await field('note.en').inputValue(), '');

  // Two editors at once: the form shows both texts, and the editor chooses one. Fields that only one of them has changed are
  // merged.
  await page.goto(screen('/edit/person/meiramgul-baqtiyarova'));
  await field('note.ru').fill('Первая председательница.');
  const { person: before } = await ask(page, '{ person(by: {slug: "meiramgul-baqtiyarova"}) { id version } }');
  const theirs = { kk: 'Кеңестің негізін қалаушы.', ru: 'Основательница Совета матерей.' };
  const update = 'mutation($input: UpdatePersonInput!) { updatePerson(input: $input) { errors { code } } }';
  const edited = await ask(page, update, { input: { ...before, changes: { note: theirs } } });
  assert.deepEqual(edited.updatePerson.errors, []);
  await button('Save').click();
  await page.getByRole('heading', { name: 'Somebody else has changed this record, too' }).waitFor();
  const conflict = page.locator('.conflict');
  await conflict.getByText('Первая председательница.').waitFor();
  await conflict.getByText(theirs.ru).waitFor();
  assert.equal(await conflict.getByText(theirs.kk).count(), 0);
  assert.ok(await conflict.getByRole('radio', { name: /My version/ }).isChecked());
  await button('Use what is chosen').click();
  await conflict.waitFor({ state: 'detached' });
  assert.equal(await field('note.kk').inputValue(), theirs.kk);
  await save();
  const { person: joined } = await ask(page, '{ person(by: {slug: "meiramgul-baqtiyarova"}) { noteTexts { language text } } }');
  assert.deepEqual(texts(joined.noteTexts), [
    `KK ${theirs.kk}`, 'RU Первая председательница.', 'EN The first chairwoman of the Council of Mothers.',
  ]);

  // A record that looks like another one: the form shows the other one, and the editor confirms.
  await page.goto(screen('/edit'));
  await page.getByRole('link', { name: 'New person' }).click();
  await field('names.0.text.kk').fill('Эмиль Құрбанов');
  await button('Save').click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'slug');
  await field('slug').fill('emil-qurbanov-2');
  await field('citations.0.sourceId').fill('newspaper');
  await page.locator('.found button').first().click();
  await button('Save').click();
  await page.getByRole('heading', { name: 'There is a similar record' }).waitFor();
  await page.locator('.duplicate').getByRole('link', { name: 'Emil Qurbanov' }).waitFor();
  await button('It is a different record: save it').click();
  await page.getByText('A draft: only editors see it.').waitFor();

  // The record is published, and can be reverted in its history.
  await button('Publish').click();
  await page.getByText('Published: everyone sees it.').waitFor();
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('heading', { name: 'Version 2: published' }).waitFor();
  await button('Restore version 1').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore version 1' }).click();
  await page.getByRole('heading', { name: 'Version 3: reverted' }).waitFor();

  // An event in plain words: every Saturday.
  await page.goto(screen('/edit/new/event'));
  await field('title.kk').fill('Тіл сабағы');
  await field('kind').selectOption('MASTER_CLASS');
  await field('slug').fill('saturday-lesson');
  await field('schedule.firstStart').fill('2026-12-05T10:00');
  await page.getByLabel('How often').selectOption('WEEKLY');
  await page.getByLabel('Saturday').check();
  await field('citations.0.sourceId').fill('newspaper');
  await page.locator('.found button').first().click();
  await field('publish').check();
  await button('Save').click();
  await page.getByText('Published: everyone sees it.').waitFor();
  const { event } = await ask(page, '{ event(by: {slug: "saturday-lesson"}) { schedule { firstStart timeZone durationMinutes rule } } }');
  assert.deepEqual(event.schedule, {
    firstStart: '2026-12-05T10:00:00', timeZone: 'Asia/Almaty', durationMinutes: 60, rule: 'FREQ=WEEKLY;BYDAY=SA',
  });

  // A reader who is no editor corrects a page: with the source, the correction goes to the editors, and changes nothing yet.
  const reader = await onAnotherPhone(context);
  await signUp(reader);
  await reader.goto(screen('/').replace('/app/', '/en/organizations/mothers'));
  await reader.getByRole('link', { name: 'Edit this page' }).click();
  await reader.locator('[name="shortName.kk"]').fill('Аналар');
  await reader.getByRole('button', { name: 'Send' }).click();
  // What is missing is reported at its field.
  await reader.locator('[name=reason][aria-required=true][aria-invalid=true]').waitFor();
  await reader.getByLabel('How do you know this?').fill('«Жетісу» газеті');
  await reader.getByRole('button', { name: 'Send' }).click();
  await reader.getByText('Sent', { exact: true }).waitFor();
  assert.equal(await reader.locator('[name="shortName.kk"]').inputValue(), '');
  for (const name of ['Unpublish', 'History', 'New post']) assert.equal(await reader.getByText(name, { exact: true }).count(), 0);
  await reader.goto(screen('/edit/new/person'));
  await reader.getByText('This page is for editors only.').waitFor();

  // A proposal is accepted with an answer.
  await page.goto(screen('/edit/proposals'));
  await page.locator('.version').getByText('Аналар').waitFor();
  await page.getByText('«Жетісу» газеті').waitFor();
  await page.locator('textarea').fill('Рақмет!');
  await button('Accept').click();
  await page.getByText('No corrections wait for a decision.').waitFor();
  const { organization: corrected } = await ask(page, '{ organization(by: {slug: "mothers"}) { shortName(lang: KK) } }');
  assert.equal(corrected.shortName, 'Аналар');

  // A report is answered.
  const { lesson } = await ask(page, '{ lesson(by: {slugs: {course: "kunine-bes-soz", lesson: "amandasu"}}) { words { id } } }');
  await ask(page, 'mutation($input: ReportGlossInput!) { reportGloss(input: $input) { errors { code } } }', {
    input: { wordId: lesson.words[0].id, language: 'ru', gloss: 'привет', reason: 'Тым ресми емес.' },
  });
  await page.goto(screen('/edit/reports'));
  await page.getByText('Тым ресми емес.').waitFor();
  await page.locator('textarea').fill('Солай қалады.');
  await page.getByLabel('The content stays as it is').check();
  await button('Send the answer').click();
  await page.getByText('No reports wait for a decision.').waitFor();

  // The desk finds records.
  await page.goto(screen('/edit'));
  await page.getByRole('heading', { name: 'Latest changes' }).waitFor();
  await page.getByLabel('Find an organization, a person, an event or a post').fill('Kushch');
  await page.locator('main').getByRole('link', { name: /Liliya Kushch/ }).first().waitFor();
});
