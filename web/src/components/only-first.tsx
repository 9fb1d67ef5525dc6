import { clubTexts } from '../i18n';

type List = { pageInfo: { hasNextPage: boolean }; edges: unknown[] } | null;

/** Says that a list goes on, but is shown only so far. */
export const OnlyFirst = ({ of: list }: { of: List }) =>
  (list?.pageInfo.hasNextPage ? <p class="quiet">{clubTexts.onlyFirst({ count: list.edges.length })}</p> : null);
