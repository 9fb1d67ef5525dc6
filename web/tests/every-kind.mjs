// A learner who is asked all kinds of exercises.
import { ask, signUp } from './support.mjs';

export const KINDS = [
  'ChooseMeaning', 'TypeMeaning', 'ChooseWord', 'TypeWord', 'Cloze', 'OrderLetters', 'OrderWords', 'ListenAndChoose', 'ListenAndType', 'Inflect',
];
const RUSSIAN = { ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', і: 'и', һ: 'х' };

/**
 * Signs up, with a Kazakh voice on the device, and makes cards due in every kind of exercise. Returns the course, after `advance` has
 * moved the clocks.
 */
export async function everyKindDue(page, advance) {
  await page.addInitScript(() => {
    window.said = [];
    const speak = ({ text, lang }) => window.said.push(`${lang} ${text}`);
    const voices = [{ lang: 'ru-RU' }, { lang: 'kk-KZ' }];
    Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => voices, speak, cancel() {}, addEventListener() {} } });
    window.SpeechSynthesisUtterance = class {
      constructor(text) {
        this.text = text;
      }
    };
  });
  await signUp(page);
  await ask(page, `mutation { updateSettings(input: {
    skills: [RECOGNIZE, PRODUCE, LISTEN, INFLECT], burySiblings: false, reviewsPerDay: 999, newCardsPerDay: 999
  }) { errors { code } } }`);
  const { course } = await ask(page, '{ course(by: { slug: "kunine-bes-soz" }) { lessons { id words { id } } } }');
  for (const { id } of course.lessons.slice(0, 12)) {
    await ask(page, 'mutation ($id: ID!) { markLessonKnown(input: { lessonId: $id }) { errors { code } } }', { id });
  }
  // New cards have kinds of their own.
  await ask(page, 'mutation ($id: ID!) { startLesson(input: { lessonId: $id }) { errors { code } } }', { id: course.lessons[12].id });
  await advance(page, 24 * 24);
  return course;
}

/** A text with its first Kazakh letter as the Russian one that looks like it, and both letters. Null if it has none. */
export function withSlip(text) {
  const expected = [...text].find((each) => RUSSIAN[each]);
  return expected ? { text: text.replace(expected, RUSSIAN[expected]), expected, written: RUSSIAN[expected] } : null;
}

/**
 * Answers with such a slip, and waits for the service's verdict: the device does not know which slips are other words, such as “соз” for
 * “сөз”. Returns the letters, and whether it was graded as a slip; null, without an answer, if the right answer allows none.
 */
export async function typeSlip(page, { acceptedAnswers: [{ text }] }) {
  const slip = withSlip(text);
  if (!slip) return null;
  const ofSlip = ({ answer }) => answer.text === slip.text;
  const answering = page.waitForResponse((response) =>
    response.request().postDataJSON()?.variables?.input?.reviews?.some(ofSlip));
  await page.locator('.typed input').fill(slip.text);
  await page.locator('.typed .primary').click();
  const response = await answering;
  const { reviewId } = response.request().postDataJSON().variables.input.reviews.find(ofSlip);
  const { data } = await response.json();
  const { verdict } = data.submitReviews.results.find((each) => each.reviewId === reviewId).grade;
  await page.locator(`.feedback.${verdict.toLowerCase()}`).waitFor();
  return { ...slip, isSlip: verdict === 'SLIP' };
}
