// Grades the questions on standard input as the app does, one JSON value a line, and prints the grades likewise.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const code = execFileSync('esbuild', ['--bundle', '--format=esm', '--loader=ts'], {
  cwd: new URL('../src/grading', import.meta.url),
  input: "export * from './grade'; export * from './kazakh'; export * from './meaning'; export * from './latin';",
  encoding: 'utf8',
});
const { expectedAnswers, gradeAnswer, gradeKazakh, gradeMeaning, inScript } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

const answers = readFileSync(0, 'utf8').trim().split('\n').map((line) => {
  const { item, answer, accepted, blocked, keyboard } = JSON.parse(line);
  if (item) return JSON.stringify({ ...gradeAnswer(item, answer, keyboard), expected: expectedAnswers(item) });
  const grade = keyboard ? gradeKazakh(answer, accepted, keyboard) : gradeMeaning(answer, accepted, blocked);
  return JSON.stringify({ ...grade, latin: keyboard ? inScript(accepted[0]) : '' });
});
console.log(answers.join('\n'));
