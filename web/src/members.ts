type Named = { alias: string | null; displayName: string };

/** The name of a member for the leaders: the one that they gave, if there is one. */
export const nameOf = ({ alias, displayName }: Named) => alias ?? displayName;

/** Members in the order of their names, as a class register has them: by the Kazakh alphabet, or the Russian one if the browser lacks it. */
export const byName = <Member extends { node: Named }>(edges: Member[] = []) =>
  [...edges].sort((one, other) => nameOf(one.node).localeCompare(nameOf(other.node), ['kk', 'ru']));
