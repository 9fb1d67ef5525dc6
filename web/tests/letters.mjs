// The system's fonts have all letters of Kazakh, Cyrillic and Latin: no letter looks like a missing glyph or like another letter.
// The app loads no font.
import { assert, inBrowser, PHONE, screen } from './support.mjs';

const ALPHABETS = [
  ...'АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя',
  ...'ÄĞIİÑÖŞŪÜäğıiñöşūü',
];
/** Letters that look alike in most fonts. */
const ALIKE = ['ІI', 'һh', 'іi'];
/** A character that no font has. */
const LACKING = ['\u{10fffe}', '\u{effff}'];

await inBrowser({ ...PHONE, deviceScaleFactor: 2 }, async (page) => {
  await page.goto(screen('/'));
  await page.locator('form .primary').waitFor();
  assert.equal(await page.evaluate(() => document.fonts.size), 0);
  await page.evaluate((letters) => {
    const list = document.createElement('p');
    list.id = 'letters';
    for (const letter of letters) {
      const shown = document.createElement('span');
      shown.textContent = letter;
      shown.style.cssText = 'display: inline-block; width: 40px; font-size: 28px; text-align: center';
      list.append(shown);
    }
    document.querySelector('main').replaceChildren(list);
  }, [...ALPHABETS, ...LACKING]);
  const pictures = new Map();
  for (const shown of await page.locator('#letters span').all()) {
    pictures.set(await shown.innerText(), (await shown.screenshot()).toString('base64'));
  }
  const lacking = LACKING.map((letter) => pictures.get(letter));
  const seen = new Map();
  for (const letter of ALPHABETS) {
    const picture = pictures.get(letter);
    assert.ok(picture && !lacking.includes(picture), `no font has ${letter}`);
    const same = seen.get(picture);
    assert.ok(!same || ALIKE.includes(same + letter), `${letter} looks like ${same}`);
    seen.set(picture, letter);
  }
});
