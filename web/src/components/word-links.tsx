import type { ComponentChildren } from 'preact';
import { href } from '../router';
import { InLanguage, Kazakh, type Text } from './kazakh';

type Linked = { id: string; headword: string; meaning: Text | null };
type Properties<Word> = { words: Word[]; more?: (word: Word) => ComponentChildren };

/** Words with their meanings; each leads to its page. */
export const WordLinks = <Word extends Linked>({ words, more }: Properties<Word>) => (
  <ul class="words">
    {words.map((word) => (
      <li key={word.id}>
        <a href={href(`/words/${word.id}`)}>
          <Kazakh text={word.headword} class="headword" />
          <InLanguage of={word.meaning} />
          {more?.(word)}
        </a>
      </li>
    ))}
  </ul>
);
