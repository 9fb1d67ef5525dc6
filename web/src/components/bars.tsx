import type { ComponentChildren } from 'preact';

type Row = { name: ComponentChildren; value: number; text: ComponentChildren };

type Properties = {
  rows: Row[];
  /** The value of a full bar; by default, the largest value. */
  most?: number;
  /** Whether the names and the numbers are so short that they stand beside the bars. */
  isCompact?: boolean;
};

/** A bar chart that is also a list: each bar with its name and its number. */
export function Bars({ rows, most = Math.max(1, ...rows.map(({ value }) => value)), isCompact = false }: Properties) {
  return (
    <ol class={isCompact ? 'bars compact' : 'bars'}>
      {rows.map(({ name, value, text }, at) => (
        <li key={at}>
          <span>{name}</span>
          <meter min={0} max={most} value={value} aria-hidden="true" />
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
