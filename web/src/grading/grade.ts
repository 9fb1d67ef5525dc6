// Grades answers on the device, by the kind of the exercise.
import { gradeKazakh } from './kazakh';
import { likely, sure, type LocalGrade } from './local-grade';
import { gradeMeaning } from './meaning';
import type { AskedItem } from '../offline/pack';

/** Grades an answer to the exercise of a card. */
export function gradeAnswer(item: AskedItem, answer: Schema.ReviewAnswerInput, keyboard: Schema.Keyboard): LocalGrade {
  const { exercise, acceptedAnswers, blockedAnswers, word } = item;
  if (answer.rating) return sure(answer.rating === 'AGAIN' ? 'WRONG' : 'CORRECT');
  if (answer.choice) return sure(answer.choice === word.id ? 'CORRECT' : 'WRONG');
  const accepted = acceptedAnswers.map(({ text }) => text);
  if (answer.order) {
    // Letters make one word; words make a sentence.
    const text = answer.order.join(exercise.__typename === 'OrderLettersExercise' ? '' : ' ');
    const grade = gradeKazakh(text, accepted, 'KAZAKH');
    return grade.verdict === 'CORRECT' ? grade : likely('WRONG');
  }
  const text = answer.text ?? '';
  if (exercise.__typename === 'TypeMeaningExercise') return gradeMeaning(text, acceptedAnswers, blockedAnswers);
  const grade = gradeKazakh(text, accepted, keyboard);
  // Where a form is asked for, a slip may make another form of the word, which only the service knows.
  const isOfForm = /^(Cloze|Inflect)/.test(exercise.__typename);
  return { ...grade, isSure: grade.isSure && !(isOfForm && grade.slip) };
}

/** The right answers to show: meanings only in the language of the exercise. */
export function expectedAnswers({ exercise, acceptedAnswers }: AskedItem): string[] {
  const wanted = exercise.__typename.endsWith('MeaningExercise') && 'language' in exercise ? exercise.language : 'kk';
  return acceptedAnswers.filter(({ language }) => language === wanted).map(({ text }) => text);
}
