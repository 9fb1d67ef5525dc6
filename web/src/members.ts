type Named = { alias: string | null; displayName: string };

/** The name of a member for the leaders: the one that they gave, if there is one. */
export const nameOf = ({ alias, displayName }: Named) => alias ?? displayName;
