import { mutate } from '../api';
import { errorsOf, type UserError } from '../components/form';
import { synchronize } from '../offline/sync';
import START from '../operations/start-lesson.graphql';
import { go } from '../router';

/** Waits for the payload of what was started, and goes on to study it. Returns its errors. */
export const studyStarted = (sent: Promise<{ errors: UserError[] }>) => errorsOf(sent, async ({ errors }) => {
  if (errors.length) return;
  await synchronize();
  go('/study');
});

/** Starts a lesson, and goes on to study it. Returns the errors. */
export const startLesson = (lessonId: string) => studyStarted(mutate(START, { lessonId }));
