// axe finds nothing on any screen, in three languages, light and dark; nothing scrolls sideways; whatever can be touched is at
// least 44 pixels high and wide, but for links within a sentence.
import { readFileSync } from 'node:fs';
import { everyScreen, inFullHeight, show } from './screens.mjs';
import { assert, inBrowser, PHONE, require } from './support.mjs';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

await inBrowser(PHONE, async (page, context) => {
  const problems = [];
  const look = (name) => inFullHeight(page, PHONE.viewport, async () => {
    await page.evaluate(AXE);
    const violations = await page.evaluate((tags) => axe.run(document, { runOnly: tags }).then((result) =>
      result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)), RULES);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) violations.push(`scrolls sideways: ${width}`);
    const small = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, label.check')]
      .filter((each) => !each.matches('[type=checkbox], [type=radio]') && each.checkVisibility())
      .filter((each) => !(each.matches('a') && getComputedStyle(each).display === 'inline'))
      .filter((each) => { const { width, height } = each.getBoundingClientRect(); return Math.min(width, height) < 43.5; })
      .map((each) => each.outerHTML.slice(0, 100)));
    violations.push(...small.map((each) => `too small: ${each}`));
    problems.push(...violations.map((violation) => `${name}: ${violation}`));
  });
  await everyScreen(page, context, async (name, { asItIs = false } = {}) => {
    for (const language of asItIs ? ['en'] : ['kk', 'ru', 'en']) {
      for (const colorScheme of ['dark', 'light']) {
        if (asItIs) await page.emulateMedia({ colorScheme });
        else await show(page, language, colorScheme);
        await look(`${name} ${language} ${colorScheme}`);
      }
    }
  });
  assert.deepEqual(problems, []);
});
