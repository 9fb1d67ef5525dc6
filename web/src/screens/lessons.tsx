import { Bar } from '../components/bar';
import { Page } from '../components/page';
import { Missing } from '../components/states';
import { t } from '../i18n';
import COURSE, { type Data } from '../operations/course.graphql';
import { useQuery } from '../query';
import { href } from '../router';

type Course = NonNullable<Data['course']>;

/** The map of the course: units, and in each the lessons in order. */
export function Lessons(_: { param: string }) {
  const query = useQuery(COURSE, {});
  const { data } = query;
  const course = data?.course;
  const next = course?.lessons.find((lesson) => !lesson.startedAt)?.id;
  return (
    <Page title={t.lessons}>
      {!course && <Missing query={query} />}
      {course && (
        <>
          <section class="card">
            <h2>{course.title}</h2>
            {course.description && <p>{course.description}</p>}
            {course.progress && <Bar value={course.progress.begun} of={course.progress.total} />}
          </section>
          {course.units.map((unit) => (
            <section key={unit.id}>
              <h2>{unit.title}</h2>
              {unit.description && <p class="quiet">{unit.description}</p>}
              <LessonList lessons={unit.lessons} next={next} />
            </section>
          ))}
          <LessonList lessons={course.lessons.filter((lesson) => !lesson.unit)} next={next} />
          <a class="button" href={href('/lists')}>{t.wordLists}</a>
        </>
      )}
    </Page>
  );
}

type Lesson = Omit<Course['lessons'][number], 'unit'>;

function LessonList({ lessons, next }: { lessons: Lesson[]; next: string | undefined }) {
  if (!lessons.length) return null;
  return (
    <ol class="map">
      {lessons.map(({ id, title, startedAt, progress }) => {
        const begun = progress?.begun ?? 0;
        const total = progress?.total ?? 0;
        const state = !startedAt ? 'new' : begun < total ? 'started' : 'done';
        return (
          <li key={id} class={id === next ? 'next' : state}>
            <a href={href(`/lessons/${id}`)} aria-current={id === next ? 'step' : undefined}>
              <span>{title}</span>
              <small>{startedAt ? t.wordsOf({ done: begun, total }) : t.wordCount({ count: total })}</small>
            </a>
          </li>
        );
      })}
    </ol>
  );
}
