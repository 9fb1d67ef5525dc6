// Takes the pictures of docs/pictures: every screen of the app and every public page, on a phone in Kazakh and on a desktop in
// Russian with dark colours, and two recordings in steps. `make pictures` runs it, with the folder in PICTURES.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { allLoaded, atRest, everyScreen, inFullHeight, show } from './screens.mjs';
import {
  allSent, answer, ask, DESK, foundClub, goOn, inBrowser, logInAsLeader, lookAtNewWords, onAnotherPhone, PHONE, PUBLIC_PAGES, screen,
  signUp,
} from './support.mjs';

const { PICTURES, SERVICE } = process.env;
const QUALITY = 60;
const LOOKS = [
  { width: 320, viewport: PHONE.viewport, language: 'kk', colorScheme: 'light' },
  { width: 1280, viewport: DESK.viewport, language: 'ru', colorScheme: 'dark' },
];

rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES, { recursive: true });
const index = ['# Pictures of the app', '', '`make pictures` takes them. Do not edit this folder by hand.', ''];

/** Takes a picture of what is in view. */
async function take(page, file) {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  await devtools.detach();
  writeFileSync(`${PICTURES}/${file}`, Buffer.from(data, 'base64'));
}

/** Starts a recording. Each step adds a picture of the view, and its caption. */
function recording(folder, title) {
  mkdirSync(`${PICTURES}/${folder}`);
  index.push(`## ${title}`, '');
  let count = 0;
  return async (page, caption, width = 240) => {
    count += 1;
    const file = `${folder}/${String(count).padStart(2, '0')}.webp`;
    // Until then, the screen may show what the device stored before.
    await page.waitForLoadState('networkidle');
    await allLoaded(page);
    await atRest(page);
    await take(page, file);
    index.push(`${count}. ${caption}`, '', `   <img src="${file}" width="${width}" alt="">`, '');
  };
}

await inBrowser({ ...PHONE, locale: 'ru-RU' }, async (page) => {
  const step = recording('first-five-minutes', "A learner's first five minutes");
  const onPhone = (caption) => step(page, caption);
  await page.goto(screen('/'));
  await page.locator('form .primary').waitFor();
  await onPhone('The first screen: try five words, or sign up.');
  await signUp(page);
  await onPhone('The first day.');
  await page.locator('.goal .primary').click();
  await page.locator('.introduction').waitFor();
  await onPhone('A new word is shown before the first question about it.');
  // One picture of each kind of exercise and of each verdict.
  const seen = new Set();
  const onceEach = async (kind, caption) => {
    if (seen.has(kind)) return;
    seen.add(kind);
    await onPhone(caption);
  };
  await lookAtNewWords(page);
  for (let count = 0; count < 12; count += 1) {
    await onceEach(await page.locator('.exercise .task').innerText(), 'A question.');
    await answer(page);
    await onceEach(await page.locator('.verdict').innerText(), 'The verdict on the answer.');
    await goOn(page);
  }
  await page.locator('.bar .icon-button').click();
  await page.locator('.goal').waitFor();
  await allSent(page);
  await page.locator('.bead.full').nth(4).waitFor();
  await onPhone('The goal of the day is reached.');
  for (const [at, shown, caption] of [[1, '.map', 'The course map.'], [2, '.numbers', 'The progress.']]) {
    await page.locator('.places a').nth(at).click();
    await page.locator(shown).first().waitFor();
    await onPhone(caption);
  }
});

await inBrowser({ ...DESK, locale: 'kk-KZ' }, async (page, context) => {
  const step = recording('leaders-evening', "A leader's evening");
  const onDesk = async (shown, caption) => {
    await page.locator(shown).first().waitFor();
    await step(page, caption, 640);
  };
  await logInAsLeader(page);
  // The days on the screens are those of the service, whose clock stands still.
  const { viewer } = await ask(page, '{ viewer { offlinePack(days: 1, first: 1) { serverTime } } }');
  const time = viewer.offlinePack.serverTime;
  await page.clock.install({ time });
  const { code, club } = await foundClub(page, 'Шаңырақ');
  await onDesk('.invitation .code', 'A new club, with the code of its invitation.');
  const pupils = [];
  for (const name of ['Айгүл', 'Болат', 'Мария', 'Тимур']) {
    const pupil = await onAnotherPhone(context, 'ru-RU');
    await pupil.clock.install({ time });
    await signUp(pupil, name);
    await pupil.goto(screen(`/join/${code}`));
    await pupil.locator('form .primary').click();
    await pupil.locator('.praise').waitFor();
    pupils.push(pupil);
  }
  await page.goto(screen(`${club}/assign`));
  await page.locator('.list .check').first().click();
  await onDesk('form .primary', 'Assigning a lesson.');
  await page.locator('form .primary').click();
  await onDesk('.assignment', 'The assignment, before anybody has begun.');
  for (const [index, pupil] of pupils.entries()) {
    await pupil.goto(screen('/'));
    if (!index) {
      await pupil.locator('.goal .primary').waitFor();
      await step(pupil, 'The assignment on a phone of a member.');
    }
    await pupil.locator('.goal .primary').click();
    for (let count = 0; count < 3 + index * 3; count += 1) {
      await answer(pupil);
      await goOn(pupil);
    }
    await pupil.locator('.bar .icon-button').click();
    await allSent(pupil);
  }
  for (const [path, shown, caption] of [
    ['assignments', '.assignment', 'Who has done how much of it.'],
    ['insight', '.roster', 'What the members do, and who may need help.'],
    ['lessons', '.grid', 'The members by lesson.'],
    ['readiness', '.bars', 'How many words the members will know in a month.'],
    ['members', '.roster', 'The list of members.'],
  ]) {
    await page.goto(screen(`${club}/${path}`));
    await onDesk(shown, caption);
  }
});

/**
 * Starts a table of pictures in a folder. Each call of the returned function adds a picture in each look, after `prepare`
 * has set the look.
 */
function table(folder, title) {
  mkdirSync(`${PICTURES}/${folder}`);
  index.push(`## ${title}`, '', '| screen | on a phone | on a desktop |', '|---|---|---|');
  return async (page, name, prepare) => {
    const files = [];
    for (const look of LOOKS) {
      const file = `${folder}/${name.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '') || 'home'}-${look.width}.webp`;
      await prepare(look);
      await inFullHeight(page, look.viewport, () => take(page, file));
      files.push(file);
    }
    const [narrow, wide] = files.map((file, at) => `<img src="${file}" width="${[160, 480][at]}" alt="">`);
    index.push(`| ${name} | ${narrow} | ${wide} |`);
    await page.setViewportSize(PHONE.viewport);
  };
}

await inBrowser(PHONE, async (page, context) => {
  const picture = table('screens', 'Every screen');
  await everyScreen(page, context, ['ru'], async (name, { asItIs = false, again } = {}) => {
    await picture(page, name, async ({ language, colorScheme }) => {
      if (asItIs) await page.emulateMedia({ colorScheme });
      else await show(page, language, colorScheme);
      await again?.();
    });
    if (asItIs) await page.emulateMedia({ colorScheme: 'light' });
    else await show(page, 'en', 'light');
  });
});

await inBrowser(PHONE, async (page) => {
  const picture = table('pages', 'The public pages');
  for (const path of PUBLIC_PAGES) {
    await picture(page, path, async ({ language, colorScheme }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${SERVICE}/${language}${path}`);
    });
  }
});
writeFileSync(`${PICTURES}/README.md`, `${index.join('\n')}\n`);
