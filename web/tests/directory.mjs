// The directory as journalists use it, in a browser without scripts: the house and its bodies, an organization on a day in the
// past, the source of a fact, search, languages. Then axe checks every page, in three languages, light and dark, and whatever can
// be touched is at least 44 pixels high and wide, but for links within a sentence.
import { readFileSync } from 'node:fs';
import { assert, inBrowser, PHONE, PUBLIC_PAGES, require } from './support.mjs';

const { SERVICE } = process.env;
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What is too small to be touched. A link that stands alone is not within a sentence. */
const tooSmall = (page) => page.evaluate(() =>
  [...document.querySelectorAll('a[href]:not(.skip), button, input')].filter((each) => {
    const isInline = each.matches('a') && getComputedStyle(each).display === 'inline';
    const isAlone = each.parentElement.textContent.trim() === each.textContent.trim() && !each.matches('sup a');
    if (isInline && !isAlone) return false;
    const { width, height } = each.getBoundingClientRect();
    return Math.min(width, height) < 43.5;
  }).map((each) => `too small: ${each.outerHTML.slice(0, 100)}`));

await inBrowser({ ...PHONE, javaScriptEnabled: false }, async (page) => {
  const at = () => new URL(page.url());
  // The reader's language, from the browser.
  await page.goto(`${SERVICE}/`);
  assert.equal(at().pathname, '/en/');
  await page.locator('.tree').getByRole('link', { name: 'Council of Mothers' }).first().click();
  assert.equal(at().pathname, '/en/organizations/mothers');

  // Who led it in the summer of 2014, and which source says so.
  await page.locator('.day input[name=at]').fill('2014-06-01');
  await page.locator('.day button').click();
  assert.equal(at().search, '?at=2014-06-01');
  const holder = page.locator('.post').getByText('Meiramgul Baqtiyarova').first();
  await holder.waitFor();
  const note = page.locator('.post .cite a').first();
  const anchor = await note.getAttribute('href');
  await note.click();
  assert.equal(at().hash, anchor);
  await page.locator(`.notes ${anchor}`).getByRole('link').first().waitFor();

  // The printed page also names its day, and how to cite it.
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.day .warning').isVisible());
  assert.equal(await page.locator('.day button').isVisible(), false);
  assert.match(await page.locator('.citation').innerText(), /as of 1 June 2014.*mothers\?at=2014-06-01$/s);
  await page.emulateMedia({ media: 'screen' });

  // The same page in Kazakh is about the same day.
  await page.locator('.languages [hreflang=kk]').click();
  assert.equal(at().pathname, '/kk/organizations/mothers');
  assert.equal(at().search, '?at=2014-06-01');
  assert.equal(await page.locator('html').getAttribute('lang'), 'kk');

  await page.locator('#site-search').fill('Кущ');
  await page.locator('.search button').click();
  assert.equal(at().pathname, '/kk/search');
  await page.locator('main').getByRole('link', { name: 'Лилия Кущ' }).first().click();
  assert.equal(at().pathname, '/kk/people/liliya-kushch');

  // What takes place in a month, and in the next one.
  await page.goto(`${SERVICE}/en/events?month=2027-03`);
  await page.getByRole('heading', { name: 'Events in March 2027' }).waitFor();
  await page.locator('time[datetime="2027-03-21"]').first().waitFor();
  await page.getByRole('link', { name: 'Events in April 2027' }).click();
  await page.getByRole('heading', { name: 'Events in April 2027' }).waitFor();

  await page.goto(`${SERVICE}/ru/figures`);
  await page.locator('svg.plot rect').first().waitFor();
});

await inBrowser(PHONE, async (page) => {
  const problems = [];
  for (const language of ['kk', 'ru', 'en']) {
    for (const path of [...PUBLIC_PAGES, '/events?month=2027-03', '/organizations?at=2014-06-01', '/posts?at=2014-06-01']) {
      await page.goto(`${SERVICE}/${language}${path}`);
      for (const colorScheme of ['dark', 'light']) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(AXE);
        const violations = await page.evaluate((tags) => axe.run(document, { runOnly: tags }).then((result) =>
          result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)), RULES);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 320) violations.push(`scrolls sideways: ${width}`);
        violations.push(...await tooSmall(page));
        problems.push(...violations.map((violation) => `${language}${path} ${colorScheme}: ${violation}`));
      }
    }
  }
  assert.deepEqual(problems, []);
});
