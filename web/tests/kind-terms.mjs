// An editor adds a kind to the vocabulary, uses it, renames it, and takes it out of use; then describes a person and a source.
import { ask, assert, DESK, inBrowser, logInAsEditor, screen } from './support.mjs';

await inBrowser(DESK, async (page) => {
  const field = (name) => page.locator(`[name="${name}"]`);
  const button = (name) => page.getByRole('button', { name, exact: true });
  const save = async () => {
    await button('Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
  };
  const kindOfParasat = async () => {
    const { organization } = await ask(page, '{ organization(by: {slug: "parasat"}) { kindTerm { slug label(lang: RU) } } }');
    return [organization.kindTerm.slug, organization.kindTerm.label];
  };

  // The list has the narrower kinds below the broader ones.
  await logInAsEditor(page);
  await page.goto(screen('/edit'));
  await page.getByRole('link', { name: 'Kinds of organizations and posts' }).click();
  await page.locator('.narrower').getByRole('link', { name: 'ethnocultural association' }).waitFor();
  const posts = page.locator('section').filter({ has: page.getByRole('heading', { name: 'posts' }) });
  await posts.getByRole('link', { name: 'secretary' }).waitFor();

  // A new kind, with a label in three languages, is published at once.
  await page.getByRole('link', { name: 'New kind' }).first().click();
  await button('Save').waitFor();
  assert.equal(await field('scheme').inputValue(), 'ORGANIZATION');
  for (const [language, label] of [['kk', 'шахмат клубы'], ['ru', 'шахматный клуб'], ['en', 'chess club']]) {
    await field(`label.${language}`).fill(label);
  }
  // A post cannot be broader than an organization.
  await field('broader').selectOption('chair');
  await field('slug').fill('chess-club');
  await field('publish').check();
  await button('Save').click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'broader');
  await field('broader').selectOption('club');
  await button('Save').click();
  await page.getByText('Published: everyone sees it.').waitFor();

  // An organization has the kind.
  await page.goto(screen('/edit/organization/parasat'));
  await field('kind').selectOption('chess-club');
  await save();
  assert.deepEqual(await kindOfParasat(), ['chess-club', 'шахматный клуб']);

  // The kind is renamed in one language; its history says so.
  await page.goto(screen('/edit/kinds'));
  await page.locator('.narrower').getByRole('link', { name: 'chess club' }).click();
  await field('label.ru').fill('клуб шахматистов');
  await save();
  assert.deepEqual(await kindOfParasat(), ['chess-club', 'клуб шахматистов']);
  const { kindTerm } = await ask(page, '{ kindTerm(by: {slug: "chess-club"}) { labelTexts { text } broader { slug } } }');
  assert.deepEqual(kindTerm, {
    labelTexts: [{ text: 'шахмат клубы' }, { text: 'клуб шахматистов' }, { text: 'chess club' }], broader: { slug: 'club' },
  });

  // It stays while something uses it.
  await button('Unpublish').click();
  await page.getByText('Published records refer to this record: change those first.').waitFor();
  const kind = page.url();
  await page.goto(screen('/edit/organization/parasat'));
  await field('kind').selectOption('club');
  await save();
  await page.goto(kind);
  await button('Unpublish').click();
  await page.getByText('A draft: only editors see it.').waitFor();
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('heading', { name: 'Version 3: unpublished' }).waitFor();
  await page.locator('article').nth(1).locator('summary').click();
  await page.locator('dt').getByText('Name', { exact: true }).first().waitFor();

  // The forms save what they show: the parts of a person's name, and the day on which a source was read.
  await page.goto(screen('/edit/person/emil-qurbanov'));
  await field('patronymic.kk').fill('Рашидұлы');
  await field('gender').selectOption('MALE');
  await field('born.date').fill('1951~');
  await page.locator('[data-field="born"]').getByRole('button', { name: 'Add: source' }).click();
  await field('born.citations.0.sourceId').fill('newspaper');
  await page.locator('.found button').first().click();
  await save();
  const { person } = await ask(page, '{ person(by: {slug: "emil-qurbanov"}) { sortName(lang: KK) gender born { edtf } familyName(lang: EN) } }');
  assert.deepEqual(person, { sortName: 'Құрбанов Эмиль Рашидұлы', gender: 'MALE', born: { edtf: '1951~' }, familyName: 'Qurbanov' });
  const { sources } = await ask(page, '{ sources(first: 1) { edges { node { id } } } }');
  await page.goto(screen(`/edit/source/${sources.edges[0].node.id}`));
  await field('accessedOn').fill('2026-03-01');
  await field('archivedUrl').fill('https://web.archive.org/web/2026/https://example.kz/');
  await save();
  await page.reload();
  await button('Save').waitFor();
  assert.equal(await field('accessedOn').inputValue(), '2026-03-01');

  // Without its English title, the source is among the records that lack a language.
  await field('title.en').fill('');
  await save();
  await page.goto(screen('/edit'));
  const lacking = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Records that lack a language' }) });
  await lacking.getByRole('link', { name: /source$/ }).waitFor();

  // The desk has a page for every 20 records of a kind.
  const cited = [{ sourceId: sources.edges[0].node.id }];
  for (let number = 1; number <= 25; number += 1) {
    const names = [{ text: { kk: `Қонақ ${number}` }, citations: cited }];
    const { createPerson } = await ask(
      page,
      'mutation($record: PersonInput!) { createPerson(input: {record: $record, publish: true, reason: "a test"}) { errors { code } } }',
      { record: { slug: `guest-${number}`, names, citations: cited } },
    );
    assert.deepEqual(createPerson.errors, []);
  }
  await page.reload();
  const guests = lacking.getByRole('link', { name: /^Қонақ/ });
  const turn = (name) => lacking.getByRole('button', { name, exact: true });
  await turn('Next').waitFor();
  const first = await guests.count();
  assert.ok(first < 25);
  await turn('Next').click();
  await turn('From the beginning').waitFor();
  assert.equal(first + (await guests.count()), 25);
  await turn('From the beginning').click();
  await turn('Next').waitFor();
  assert.equal(await guests.count(), first);

  // It has drafts of every kind, also of posts and figures.
  const { organization: { id: organizationId } } = await ask(page, '{ organization(by: {slug: "parasat"}) { id } }');
  const drafted = await ask(
    page,
    `mutation($post: PostInput!, $figure: IndicatorInput!) {
      createPost(input: {record: $post}) { errors { code } }
      createIndicator(input: {record: $figure}) { errors { code } }
    }`,
    {
      post: { slug: 'deputy', organizationId, kind: 'secretary', title: { kk: 'Орынбасар' }, citations: cited },
      figure: { slug: 'books', organizationId, name: { kk: 'Кітап саны' }, citations: cited },
    },
  );
  assert.deepEqual(drafted, { createPost: { errors: [] }, createIndicator: { errors: [] } });
  await page.reload();
  const drafts = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Drafts' }) });
  await drafts.getByRole('link', { name: 'Орынбасар post' }).waitFor();
  await drafts.getByRole('link', { name: 'Кітап саны Figure' }).click();
  const figure = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Кітап саны' }) });
  await figure.getByText('A draft: only editors see it.').waitFor();
});
