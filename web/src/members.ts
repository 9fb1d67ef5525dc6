/** The name of a member for the leaders: the one that they gave, if there is one. */
export const nameOf = ({ alias, displayName }: { alias: string | null; displayName: string }) => alias ?? displayName;
