// Large numbers under their captions. A caption does not depend on its number.

type Figure = readonly [label: string, value: number | null | undefined];

/** Numbers with their labels. One that is not known is left out. */
export const Figures = ({ all }: { all: Figure[] }) => (
  <dl class="numbers">
    {all.map(([label, value]) => value != null && <div key={label}><dt>{label}</dt><dd>{Math.round(value)}</dd></div>)}
  </dl>
);
