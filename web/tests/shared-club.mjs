// A club in which enough members share for leaders to see everything about them, and a contest in which they are a team.
import { withSlip } from './every-kind.mjs';
import { advanceDates, askAs, PASSWORD } from './support.mjs';

const MEMBERS = ['Айгүл', 'Болат', 'Мария'];
/** On so many days, everybody misses one word, and slips in the same letter of another. */
const DAYS = 4;

/** Registers three members, who share everything, enter a contest for their region, and study a lesson for some days. */
export async function joinAndStudy(page, { inviteCode, contestId, lesson }) {
  const members = [];
  for (const [at, displayName] of MEMBERS.entries()) {
    const { register: { session } } = await askAs('', 'mutation($input: RegisterInput!) { register(input: $input) { session { token } } }', {
      input: { email: `member${at}@example.kz`, password: PASSWORD, displayName },
    });
    const { token } = session;
    for (const [name, type, input] of [
      ['joinClub', 'JoinClubInput', { inviteCode, shares: ['ACTIVITY', 'RESULTS', 'ANSWERS'] }],
      ['enterContest', 'EnterContestInput', { contestId, nameDisplay: 'INITIALS', area: 'KZ-19' }],
      ['startLesson', 'StartLessonInput', { lessonId: lesson.id }],
    ]) {
      await askAs(token, `mutation($input: ${type}!) { ${name}(input: $input) { errors { code } } }`, { input });
    }
    members.push(token);
  }
  for (let day = 0; day < DAYS; day += 1) {
    for (const token of members) await study(token, lesson.words);
    await advanceDates(page, 24);
  }
}

/** Answers the words of a lesson in Kazakh: the first one wrong, and another one with a slip. */
async function study(token, words) {
  const slips = words.findIndex(({ headword }, at) => at && withSlip(headword));
  const { viewer } = await askAs(token, '{ viewer { offlinePack(days: 1, first: 1) { serverTime } } }');
  const texts = words.map(({ headword }, at) => (at === 0 ? 'білмеймін' : at === slips ? withSlip(headword).text : headword));
  const reviews = words.map(({ id }, at) => ({
    reviewId: crypto.randomUUID(), wordId: id, skill: 'PRODUCE', reviewedAt: viewer.offlinePack.serverTime, durationMs: 4_000,
    answer: { text: texts[at] },
  }));
  await askAs(token, 'mutation($input: SubmitReviewsInput!) { submitReviews(input: $input) { errors { code } } }', { input: { reviews } });
}
