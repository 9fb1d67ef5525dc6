import { t } from '../i18n';

/** A bar with its numbers. */
export function Bar({ value, of }: { value: number; of: number }) {
  return (
    <p class="measure">
      <progress value={value} max={Math.max(of, 1)} aria-label={t.wordsOf({ done: value, total: of })} />
      <span>{t.wordsOf({ done: value, total: of })}</span>
    </p>
  );
}
