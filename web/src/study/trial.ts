// Opens the words to try without an account: the first ones of the first lesson.
import { ask } from '../api';
import { deviceZone } from '../days';
import { language, t } from '../i18n';
import { loadOutbox } from '../offline/outbox';
import { loadPack, store, stored, type Item, type Pack } from '../offline/pack';
import type { Trial } from '../offline/trial';
import TRIAL, { type Data } from '../operations/trial.graphql';
import TRIAL_LESSON from '../operations/trial-lesson.graphql';

type Lesson = NonNullable<Data['lesson']>;

const WORDS = 5;
/** A word comes back until it was answered right once. */
const PRESET = { learningStepsSeconds: [60], relearningStepsSeconds: [] };

/** Continues the trial that the device has kept, or begins one. Rejects if it needs the service and cannot reach it. */
export async function openTrial() {
  await Promise.all([loadPack(), loadOutbox()]);
  const kept = stored.value as Trial | null;
  if (kept?.language === language.value) return;
  try {
    await store(await fetchTrial(kept));
  } catch (error) {
    if (!kept) throw error;
  }
}

/** Fetches the words in the language of the app. Answers that were given in another language stay. */
async function fetchTrial(kept: Trial | null): Promise<Trial> {
  const startedAt = kept?.startedAt ?? new Date().toISOString();
  const lessonId = kept?.lessonId ?? await firstLesson();
  const { lesson } = await ask(TRIAL, { lessonId });
  if (!lesson?.trialItems.length) throw new Error(t.notFound);
  return {
    accountId: null,
    lessonId,
    startedAt,
    language: language.value,
    pack: packOf(lesson, startedAt),
    today: null,
    clockOffset: 0,
    fetchedAt: Date.now(),
    progress: kept?.progress ?? {},
    shown: kept?.shown ?? [],
    cursor: null,
    isFollowed: false,
  };
}

async function firstLesson(): Promise<string> {
  const { courses } = await ask(TRIAL_LESSON, {});
  const lesson = courses?.edges[0]?.node.lessons[0];
  if (!lesson) throw new Error(t.notFound);
  return lesson.id;
}

function packOf({ trialItems, words }: Lesson, dueAt: string): Pack {
  const tried = new Map(words.slice(0, WORDS).map((word) => [word.id, word]));
  const items = trialItems.flatMap(({ skill, word: { id }, exercise }): Item[] => {
    const word = tried.get(id);
    if (!word) return [];
    const card = { id: `${id} ${skill}`, skill, phase: 'NEW' as const, dueAt, buriedUntil: null };
    return [{ card, word, exercise, acceptedAnswers: acceptedAnswers(word, skill), blockedAnswers: [] }];
  });
  return {
    serverTime: dueAt,
    settings: {
      script: 'CYRILLIC', keyboard: 'KAZAKH', newCardsPerDay: items.length, rolloverHour: 0, burySiblings: false, timeZone: deviceZone(),
      pausedUntil: null,
    },
    preset: PRESET,
    items,
    words: [...tried.values()],
  };
}

/** The right answers: the word itself, or its meanings in the language in which it is explained. */
function acceptedAnswers(word: Lesson['words'][number], skill: Schema.Skill) {
  if (skill === 'RECOGNIZE') return word.glosses.filter((gloss) => gloss.language === word.meaning?.language);
  return [word.headword, ...word.variants].map((text) => ({ language: 'kk', text }));
}
