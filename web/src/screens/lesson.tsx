import { Bar } from '../components/bar';
import { useAction } from '../components/form';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { WordLinks } from '../components/word-links';
import { t } from '../i18n';
import LESSON from '../operations/lesson.graphql';
import { useQuery } from '../query';
import { href } from '../router';
import { startLesson } from '../study/start';

export function Lesson({ param }: { param: string }) {
  const query = useQuery(LESSON, { id: param });
  const { data } = query;
  const { act, isBusy, problem } = useAction();
  const lesson = data?.lesson;

  return (
    <Page title={lesson?.title ?? t.lesson} back="/lessons">
      {!lesson && <Missing query={query} />}
      {lesson && (
        <>
          <p class="quiet">{lesson.unit?.title}</p>
          {lesson.description && <p>{lesson.description}</p>}
          {lesson.startedAt && lesson.progress && <Bar value={lesson.progress.begun} of={lesson.progress.total} />}
          {lesson.startedAt
            ? <a class="button primary" href={href('/study')}>{t.study}</a>
            : <button class="button primary" aria-disabled={isBusy} onClick={() => void act(() => startLesson(param))}>{t.startThisLesson}</button>}
          {problem}
          <WordLinks
            words={lesson.words}
            more={({ memory }) => memory && <small class={`memory ${memory.state.toLowerCase()}`}>{t.wordStates[memory.state]}</small>}
          />
        </>
      )}
    </Page>
  );
}
