// The only file that sends operations to the service, and downloads files of the account.
import { isOnline, loseConnection } from './connection';
import { DAY_MS } from './days';
import { language } from './i18n';
import { SERVICE } from './router';
import { endSession, session } from './session';
import { digest, ownName } from './storage';
import { uuid } from './uuid';

/**
 * How long a request may take, in milliseconds. A connection that has silently broken would otherwise hold it for minutes,
 * and with it all that waits for it, such as taking back an answer.
 */
const LONGEST = 60_000;

/** The request did not reach the service, its response did not reach the app, or the service is unavailable. */
export class Offline extends Error {}

/** The service refused the request. */
export class Refused extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

/** Downloads a file that only the account may read. */
export async function download(path: string) {
  let response: Response;
  try {
    response = await fetch(path, { headers: { authorization: `Bearer ${session.value?.token}` } });
  } catch {
    throw new Offline();
  }
  if (!response.ok) throw new Refused(String(response.status), '');
  save(await response.blob(), path.split('/').at(-1) ?? '');
}

/** Lets the browser save a file. */
export function save(file: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Executes a mutation without an input. */
export function mutate<Data extends object>(document: GraphqlDocument<Data, Record<string, never>>): Payload<Data>;
/** Executes a mutation, and returns its payload. There is always one, because `ask` throws the errors of the operation. */
export function mutate<Data extends object, Input>(
  document: GraphqlDocument<Data, { input: Input }>,
  // Mutations that take a UUID are executed by `create`.
  input: 'clientMutationId' extends keyof Input ? never : Input,
): Payload<Data>;
export async function mutate(document: GraphqlDocument<object, object>, input?: unknown) {
  return Object.values(await ask(document, { input }))[0];
}

const UNANSWERED = ownName('unanswered');

/** A mutation whose payload has not arrived, and when it was first sent. It is remembered for a day. */
type Unanswered = { key: string; id: string; since: number };

// Phones load the page anew when it comes back from the background, so variables would lose them.
const unanswered = (): Unanswered[] =>
  JSON.parse(sessionStorage.getItem(UNANSWERED) ?? '[]').filter(({ since }: Unanswered) => since > Date.now() - DAY_MS);

/** Remembers the mutation with a key, or forgets it. */
function remember(key: string, ...mutation: Unanswered[]) {
  const others = unanswered().filter((other) => other.key !== key);
  sessionStorage.setItem(UNANSWERED, JSON.stringify([...others, ...mutation]));
}

/**
 * Executes a mutation that creates something. Without a payload, nobody knows whether the service has created it, so the
 * same input is sent again with the same UUID, and the service returns what it created the first time. Another input gets
 * another UUID, because the service would ignore what has changed. After a payload, even the same input gets another
 * UUID: the user wants another one, or was refused, perhaps because the first one has been deleted since.
 */
export async function create<Data extends object, Input extends { clientMutationId?: string | null }>(
  document: GraphqlDocument<Data, { input: Input }>,
  input: Input,
) {
  // Passwords are not kept, not even as a digest. If the mutation is sent again, the first password counts.
  const written = document + JSON.stringify({ ...input, password: '' });
  const key = await digest(written) || written;
  const mutation = unanswered().find((other) => other.key === key) ?? { key, id: uuid(), since: Date.now() };
  remember(key, mutation);
  const [payload] = Object.values(await ask(document, { input: { ...input, clientMutationId: mutation.id } }));
  remember(key);
  return payload as Awaited<Payload<Data>>;
}

type Payload<Data> = Promise<NonNullable<Data[keyof Data]>>;

/** Notes that the connection is lost, and returns the error to throw. */
export function unreachable(response?: Response) {
  loseConnection(Number(response?.headers.get('retry-after')) || 0);
  return new Offline();
}

/** Replaces halves of surrogate pairs, which some keyboards leave: the service reads no JSON with them. */
const wellFormed = (_: string, value: unknown) => (typeof value === 'string' ? value.replace(/\p{Cs}/gu, '\ufffd') : value);

/** Executes an operation, and returns its data. */
export async function ask<Data, Variables>(
  document: GraphqlDocument<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const token = session.value?.token;
  let response: Response;
  try {
    response = await fetch(`${SERVICE}graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': language.value,
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: document, variables }, wellFormed),
      // Old browsers set no limit.
      signal: AbortSignal.timeout?.(LONGEST) ?? null,
    });
  } catch {
    throw unreachable();
  }
  // After too many requests, as when the service is down, unsent answers stay on the device for later.
  if (response.status >= 500 || response.status === 429) throw unreachable(response);
  const { data, errors } = await response.json().catch(() => { throw unreachable(); });
  isOnline.value = true;
  if (errors?.length) {
    const code: string = errors[0].extensions?.code ?? 'ERROR';
    if (code === 'UNAVAILABLE') throw unreachable(response);
    if (code === 'UNAUTHENTICATED') endSession(token);
    throw new Refused(code, errors[0].message);
  }
  return data;
}
