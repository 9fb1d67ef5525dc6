import { language } from './i18n';

/** The name of a member for the leaders: the one that they gave, if there is one. */
export const nameOf = ({ alias, displayName }: { alias: string | null; displayName: string }) => alias ?? displayName;

type Edge = { node: Parameters<typeof nameOf>[0] };

/** Members in the order of their names, as a class register has them. */
export const byName = <Member extends Edge>(edges: Member[] | undefined) =>
  [...edges ?? []].sort((one, other) => nameOf(one.node).localeCompare(nameOf(other.node), language.value));
