// What the device keeps: answers that were not sent, the pack to study from, and the last data of each screen.
import { signal } from '@preact/signals';
import { ownName } from '../storage';
import type { Answer, RefusedAnswer } from './outbox';

type Stores = {
  /** Answers that the service has not acknowledged, by their review ids. */
  outbox: Answer;
  /** Answers that the service refused, by their review ids. */
  refused: RefusedAnswer;
  /** Everything else, by name. */
  values: unknown;
};
type Name = keyof Stores;

let opened: Promise<IDBDatabase> | undefined;

/** Whether the browser refuses to store anything. */
export const isRefused = signal(false);

const open = () => new Promise<IDBDatabase>((resolve, reject) => {
  const request = indexedDB.open(ownName('dostyq'), 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('outbox', { keyPath: 'reviewId' });
    request.result.createObjectStore('refused', { keyPath: 'reviewId' });
    request.result.createObjectStore('values');
  };
  request.onsuccess = () => {
    // Another tab with a newer version of the app may upgrade the database.
    request.result.onversionchange = () => {
      request.result.close();
      opened = undefined;
    };
    resolve(request.result);
  };
  request.onerror = () => reject(request.error);
});

async function database(): Promise<IDBDatabase> {
  try {
    const db = await (opened ??= open());
    isRefused.value = false;
    return db;
  } catch (error) {
    isRefused.value = true;
    throw error;
  }
}

/** Runs requests in one transaction, and resolves when their data is on the disk. */
export async function transaction<Result>(
  names: Name[],
  mode: IDBTransactionMode,
  act: (store: (name: Name) => IDBObjectStore) => IDBRequest<Result> | void,
): Promise<Result> {
  try {
    const db = await database();
    return await new Promise((resolve, reject) => {
      const running = db.transaction(names, mode, { durability: 'strict' });
      const request = act((name) => running.objectStore(name));
      running.oncomplete = () => resolve((request ? request.result : undefined) as Result);
      running.onerror = () => reject(running.error);
      running.onabort = () => reject(running.error);
    });
  } catch (error) {
    // The browser may have closed the database, such as when the disk was full.
    opened = undefined;
    throw error;
  }
}

export const all = <N extends Name>(name: N) =>
  transaction<Stores[N][]>([name], 'readonly', (store) => store(name).getAll());

export const value = <T>(key: string) =>
  transaction<T | undefined>(['values'], 'readonly', (store) => store('values').get(key));

/** The maximum number of queries whose data is kept. */
const MOST_QUERIES = 200;
/** The name of the list of their keys, the latest first. */
const QUERIES = 'queries';

/** Keeps the data of a query, and deletes that of the oldest ones. */
export const keepQuery = (key: string, data: unknown) =>
  transaction<void>(['values'], 'readwrite', (store) => {
    const values = store('values');
    const kept: IDBRequest<string[] | undefined> = values.get(QUERIES);
    kept.onsuccess = () => {
      const keys = [key, ...(kept.result ?? []).filter((other) => other !== key)];
      for (const old of keys.splice(MOST_QUERIES)) values.delete(old);
      values.put(keys, QUERIES);
      values.put(data, key);
    };
  });

export const setValue = (key: string, content: unknown) =>
  transaction(['values'], 'readwrite', (store) => store('values').put(content, key));
