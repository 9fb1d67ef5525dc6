import type { ComponentChildren } from 'preact';

type Row = { name: ComponentChildren; value: number; text: ComponentChildren };

/** A bar chart that is also a list: each bar with its name and its number. */
export function Bars({ rows, most = Math.max(1, ...rows.map(({ value }) => value)) }: { rows: Row[]; most?: number }) {
  return (
    <ol class="bars">
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
