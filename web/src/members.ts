type Named = { alias: string | null; displayName: string };

/** The name of a member, as leaders see it: the alias, if there is one. */
export const nameOf = ({ alias, displayName }: Named) => alias ?? displayName;
