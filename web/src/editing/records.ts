// Loading and saving records of each kind.
import { ask } from '../api';
import type { UserError } from '../components/form';
import CREATE_PERSON from '../operations/create-person.graphql';
import EVENT from '../operations/edit-event.graphql';
import KIND_TERM from '../operations/edit-kind-term.graphql';
import MEMBERSHIP from '../operations/edit-membership.graphql';
import OBSERVATION from '../operations/edit-observation.graphql';
import ORGANIZATION from '../operations/edit-organization.graphql';
import PERSON from '../operations/edit-person.graphql';
import POST from '../operations/edit-post.graphql';
import SOURCE from '../operations/edit-source.graphql';
import INDICATOR from '../operations/find-indicator.graphql';
import { FIELDS, type RecordKind, type Reference, type Values } from './fields';
import { loadedValues } from './values';

/** A record that refers to the one that is edited, with what to say about it. */
export type Related = Reference & { kind: RecordKind; note?: string };
export type Loaded = {
  id: string;
  version: number;
  isPublished: boolean;
  name: string;
  values: Values;
  related: Related[];
};
export type EditConflict = { version: number; fields: string[]; changedAt: string; changedBy: string | null };
export type Edited = {
  edited: { record?: { id: string; version: number } | null; errors: UserError[]; conflict: EditConflict | null } | null;
};
type Mutation<Input> = GraphqlDocument<Edited, { input: Input }>;
type NewRecord = { record: unknown; publish: boolean; reason: string | null; allowDuplicate?: boolean; clientMutationId?: string };

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Returns the mutation that writes a kind of record. Those of the kinds differ in names alone, so the app has one of
 * them: the files of the others are not bundled. The service trusts their documents, too, because `build.rs` lists
 * every file of `operations/`.
 */
function writing<Input>(verb: string, kind: RecordKind) {
  const field = verb + capitalized(kind);
  const named = CREATE_PERSON.replaceAll('CreatePerson', capitalized(field)).replace('createPerson', field);
  return named.replace('person', kind) as Mutation<Input>;
}

export const creating = (kind: RecordKind) => writing<NewRecord>('create', kind);
/** A correction of an observation is a new one, with an id of its own. */
export const updating = (kind: RecordKind) => writing<unknown>(kind === 'observation' ? 'correct' : 'update', kind);

/** The kind of a record, from the name of its type. */
export const kindOf = ({ __typename: type }: { __typename: Capitalize<RecordKind> }) => (type.charAt(0).toLowerCase() + type.slice(1)) as RecordKind;

/** Public pages link to forms by the slugs of the records; ids have upper-case letters. */
const by = (key: string) => (/^[a-z0-9-]+$/.test(key) ? { slug: key } : { id: key });

type Imprecise = { edtf: string } | null;
const period = (since: Imprecise, until: Imprecise) => (since || until ? `${since?.edtf ?? '…'} – ${until?.edtf ?? '…'}` : '');
const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(', ');

type Found = { id: string; version: number; isPublished: boolean; label?: unknown };

const loaded = (kind: RecordKind, found: Found, name = String(found.label ?? ''), related: Related[] = []): Loaded => {
  const { id, version, isPublished } = found;
  return { id, version, isPublished, name, related, values: loadedValues(FIELDS[kind], found as unknown as Record<string, unknown>) };
};

/** Loads a record by its id, or by its slug if its kind has pages. Null if there is none. */
export const LOAD: Record<RecordKind, (key: string) => Promise<Loaded | null>> = {
  organization: async (key) => {
    const { record } = await ask(ORGANIZATION, { by: by(key) });
    return record && loaded('organization', record, record.label, [
      ...record.posts.map(({ id, label }) => ({ kind: 'post' as const, id, name: label })),
      ...record.members.map(({ id, person }) => ({ kind: 'membership' as const, id, name: person?.name ?? '' })),
      ...record.events.map(({ id, label }) => ({ kind: 'event' as const, id, name: label })),
    ]);
  },
  person: async (key) => {
    const { record } = await ask(PERSON, { by: by(key) });
    return record && loaded('person', record, record.label, record.memberships.map(({ id, post, role, organization, since, until }) => ({
      kind: 'membership', id, name: joined(post?.title ?? role, organization?.name), note: period(since, until),
    })));
  },
  post: async (key) => {
    const { record } = await ask(POST, { id: key });
    if (record?.__typename !== 'Post') return null;
    return loaded('post', record, record.label, record.holders.map(({ id, person, since, until }) => ({
      kind: 'membership', id, name: person?.name ?? '', note: period(since, until),
    })));
  },
  membership: async (key) => {
    const { record } = await ask(MEMBERSHIP, { id: key });
    if (record?.__typename !== 'Membership') return null;
    return loaded('membership', record, joined(record.personId?.name, record.postId?.name ?? record.organizationId?.name));
  },
  event: async (key) => {
    const { record } = await ask(EVENT, { by: by(key) });
    return record && loaded('event', record);
  },
  source: async (key) => {
    const { record } = await ask(SOURCE, { id: key });
    return record?.__typename === 'Source' ? loaded('source', record) : null;
  },
  observation: async (key) => {
    const { record } = await ask(OBSERVATION, { id: key });
    if (record?.__typename !== 'Observation') return null;
    return loaded('observation', record, joined(record.indicatorId?.name, record.period.edtf));
  },
  kindTerm: async (key) => {
    const { record } = await ask(KIND_TERM, { id: key });
    if (record?.__typename !== 'KindTerm') return null;
    const found = { ...record, broader: record.broader?.slug ?? null };
    return loaded('kindTerm', found, record.name, record.narrower.map(({ id, label }) => ({ kind: 'kindTerm', id, name: label })));
  },
};

/** The values of a new record that is added to another one. */
export async function givenBy(kind: RecordKind, fromKind: RecordKind | 'indicator' | 'scheme', fromKey: string): Promise<Values> {
  if (fromKind === 'scheme') return { scheme: fromKey };
  if (fromKind === 'indicator') {
    const { indicator } = await ask(INDICATOR, { id: fromKey });
    return indicator ? { indicatorId: indicator } : {};
  }
  const from = await LOAD[fromKind](fromKey);
  if (!from) return {};
  const reference: Reference = { id: from.id, name: from.name };
  if (fromKind === 'kindTerm') return { scheme: from.values['scheme'] ?? '', broader: from.values['slug'] ?? '' };
  if (fromKind === 'post') return { postId: reference, organizationId: from.values['organizationId'] ?? null };
  if (fromKind === 'person') return { personId: reference };
  return kind === 'event' ? { organizerIds: [{ organizationId: reference }] } : { organizationId: reference };
}
