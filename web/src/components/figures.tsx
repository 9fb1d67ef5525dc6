// Numbers that stand large above their labels. A label has the form that its number asks for.

type Figure = readonly [label: (count: number) => string, value: number | null | undefined];

/** Numbers with their labels. One that is not known is left out. */
export function Figures({ all }: { all: Figure[] }) {
  return (
    <dl class="numbers">
      {all.map(([label, value]) => {
        if (value == null) return null;
        const count = Math.round(value);
        return <div key={label}><dt>{label(count)}</dt><dd>{count}</dd></div>;
      })}
    </dl>
  );
}
