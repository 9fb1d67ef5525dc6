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
  return gradeKazakh(text, accepted, keyboard);
}
