// The ram's horn, қошқар мүйіз: the most common motif of Kazakh felt and carpets.
const HORN =
  'M60 46V26c0-9-5-15-12-15-6 0-10 4-10 9.5 0 5 3.5 8.5 8 8.5 3.5 0 6-2.5 6-6 0-2.5-1.5-4.5-4-4.5' +
  'M60 26c0-9 5-15 12-15 6 0 10 4 10 9.5 0 5-3.5 8.5-8 8.5-3.5 0-6-2.5-6-6 0-2.5 1.5-4.5 4-4.5' +
  'M60 46c-1.5-6-6-9-12-8.5M60 46c1.5-6 6-9 12-8.5M4 46h32M84 46h32';

export function Ornament() {
  return <svg class="ornament" viewBox="0 0 120 52" aria-hidden="true"><path d={HORN} /></svg>;
}
