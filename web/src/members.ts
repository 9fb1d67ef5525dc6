type Named = { alias: string | null; displayName: string };

/** The name of a member, as leaders see it: the alias, if there is one. */
export const nameOf = ({ alias, displayName }: Named) => alias ?? displayName;

/** Members in the order of their names: by the Kazakh alphabet, or by the Russian one if the browser lacks it. */
export const byName = <Member extends { node: Named }>(edges: Member[] = []) =>
  [...edges].sort((one, other) => nameOf(one.node).localeCompare(nameOf(other.node), ['kk', 'ru']));
