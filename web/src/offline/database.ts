// What the device keeps: answers that were not sent, the pack to study from, and the last data of each screen.
import { signal } from '@preact/signals';
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { ownName } from '../storage';
import type { Answer, RefusedAnswer } from './outbox';

interface Stores extends DBSchema {
  /** Answers that the service has not acknowledged, by their review ids. */
  outbox: { key: string; value: Answer };
  /** Answers that the service refused, by their review ids. */
  refused: { key: string; value: RefusedAnswer };
  /** Everything else, by name. */
  values: { key: string; value: unknown };
}
type Name = StoreNames<Stores>;

let opened: Promise<IDBPDatabase<Stores>> | undefined;

/** Whether the browser refuses to store anything. */
export const isRefused = signal(false);

const open = () => openDB<Stores>(ownName('dostyq'), 1, {
  upgrade(db) {
    db.createObjectStore('outbox', { keyPath: 'reviewId' });
    db.createObjectStore('refused', { keyPath: 'reviewId' });
    db.createObjectStore('values');
  },
  // Another tab with a newer version of the app may upgrade the database.
  blocking(_, __, event) {
    (event.target as IDBDatabase).close();
    opened = undefined;
  },
  terminated() { opened = undefined; },
});

async function database() {
  try {
    const db = await (opened ??= open());
    isRefused.value = false;
    return db;
  } catch (error) {
    isRefused.value = true;
    throw error;
  }
}

/**
 * Runs requests in one transaction, and resolves when their data is on the disk. `act` waits for all its requests, and for
 * nothing else, because a transaction without requests ends. If one fails, nothing is stored.
 */
export async function transaction<Names extends Name[], Mode extends 'readonly' | 'readwrite', Result>(
  names: Names, mode: Mode, act: (running: IDBPTransaction<Stores, Names, Mode>) => Promise<Result>,
): Promise<Result> {
  try {
    const db = await database();
    const running = db.transaction(names, mode, { durability: 'strict' });
    const acted = async () => {
      try {
        return await act(running);
      } catch (error) {
        try {
          running.abort();
        } catch {
          // The browser has ended it already.
        }
        throw error;
      }
    };
    const [result] = await Promise.all([acted(), running.done]);
    return result;
  } catch (error) {
    // The browser may have closed the database, such as when the disk was full.
    opened = undefined;
    throw error;
  }
}

/** Returns the answers that the service has not acknowledged. */
export const waitingAnswers = () =>
  transaction(['outbox'], 'readonly', (running) => running.objectStore('outbox').getAll());

export const value = <T>(key: string) =>
  transaction(['values'], 'readonly', (running) => running.objectStore('values').get(key) as Promise<T | undefined>);

/** The maximum number of queries whose data is kept. */
const MOST_QUERIES = 200;
/** The name of the list of their keys, the latest first. */
const QUERIES = 'queries';

/** Keeps the data of a query, and deletes that of the oldest ones. */
export const keepQuery = (key: string, data: unknown) =>
  transaction(['values'], 'readwrite', async (running) => {
    const values = running.objectStore('values');
    const kept = await values.get(QUERIES) as string[] | undefined;
    const keys = [key, ...(kept ?? []).filter((other) => other !== key)];
    const old = keys.splice(MOST_QUERIES);
    await Promise.all([...old.map((each) => values.delete(each)), values.put(keys, QUERIES), values.put(data, key)]);
  });

export const setValue = (key: string, content: unknown) =>
  transaction(['values'], 'readwrite', (running) => running.objectStore('values').put(content, key));
