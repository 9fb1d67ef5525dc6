// axe finds nothing on any screen, in three languages, light and dark, on a phone and on a desktop; nothing scrolls sideways; whatever can
// be touched is at least 44 pixels high and wide, but for links within a sentence; no text touches the edge of its button, and none
// lacks a value.
import { readFileSync } from 'node:fs';
import { everyScreen, inFullHeight, show } from './screens.mjs';
import { assert, DESK, inBrowser, PHONE, require } from './support.mjs';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LANGUAGES = ['kk', 'ru', 'en'];

/** What axe finds by some rules. */
async function violations(page, options) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate((given) => axe.run(document, { ...given, resultTypes: ['violations'] }).then((result) =>
    result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)), options);
}

/** What is too wide for the screen, too small to be touched, too tight for its text, or without a value. */
const misfits = (page) => page.evaluate(() => {
  const found = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`scrolls sideways: ${scrollWidth}`);
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const touched = shown('a[href], button, input, select, textarea, summary, label.check')
    .filter((each) => !each.matches('[type=checkbox], [type=radio]'))
    .filter((each) => !(each.matches('a') && getComputedStyle(each).display === 'inline'));
  for (const each of touched) {
    const { width, height } = each.getBoundingClientRect();
    if (Math.min(width, height) < 43.5) found.push(`too small: ${each.outerHTML.slice(0, 100)}`);
  }
  for (const each of shown('.button, .segments button')) {
    const [edge, range] = [each.getBoundingClientRect(), document.createRange()];
    range.selectNodeContents(each);
    const text = range.getBoundingClientRect();
    if (text.left - edge.left < 5.5 || edge.right - text.right < 5.5) found.push(`too tight: ${each.outerHTML.slice(0, 100)}`);
  }
  const [unfilled] = /.{0,40}(?:\{\w+\}|\bundefined\b|\bNaN\b)/.exec(document.body.innerHTML) ?? [];
  if (unfilled) found.push(`not filled in: ${unfilled}`);
  for (const each of shown('legend')) if (getComputedStyle(each).paddingLeft !== '0px') found.push(`not in line: ${each.textContent}`);
  return found;
});

await inBrowser(PHONE, async (page, context) => {
  const problems = [];
  const report = (where, found) => problems.push(...found.map((each) => `${where}: ${each}`));
  const all = { runOnly: RULES };
  // Colours alone depend on the colour scheme.
  const colours = { runOnly: ['color-contrast'] };
  const look = async (name) => {
    await inFullHeight(page, PHONE.viewport, async () => {
      report(`${name} light`, [...await violations(page, all), ...await misfits(page)]);
      await page.emulateMedia({ colorScheme: 'dark' });
      report(`${name} dark`, await violations(page, colours));
      await page.emulateMedia({ colorScheme: 'light' });
    });
  };
  await everyScreen(page, context, LANGUAGES, async (name, { asItIs = false, again } = {}) => {
    const present = await page.evaluate(() => document.documentElement.lang);
    for (const language of asItIs ? [present] : [present, ...LANGUAGES.filter((each) => each !== present)]) {
      if (language !== present) {
        await show(page, language, 'light');
        await again?.();
      }
      await look(`${name} ${language}`);
    }
    await inFullHeight(page, DESK.viewport, async () => report(`${name} on a desk`, [...await violations(page, all), ...await misfits(page)]));
    await page.setViewportSize(PHONE.viewport);
    await page.evaluate(() => localStorage.setItem('language', 'en'));
  });
  assert.deepEqual(problems, []);
});
