// Checks the dates on standard input as the app does, a JSON list of texts, and prints what is wrong with each.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const code = execFileSync('esbuild', ['--bundle', '--format=esm', '--loader=ts'], {
  cwd: new URL('../src/editing', import.meta.url),
  input: "export { dateProblem } from './edtf';",
  encoding: 'utf8',
});
const { dateProblem } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

const texts = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map((text) => [dateProblem(text, false), dateProblem(text, true)])));
