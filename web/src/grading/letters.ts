// Tables of letters, and how a text is rewritten by one.

/** Reads a table: letters, each followed by what is written for it. */
export const table = (pairs: string) => new Map(pairs.split(' ').map((pair) => [pair[0]!, pair.slice(1)]));

/** Replaces the letters of a text that a table has. */
export const rewritten = (text: string, by: Map<string, string>) =>
  [...text].map((letter) => by.get(letter) ?? letter).join('');
