// Changes that were not saved, kept on the device until they are.
import { setValue, transaction, value } from '../offline/database';
import { session } from '../session';
import type { Values } from './fields';

export type UnsavedEdit = {
  /** The name of the record; empty for a new one. */
  name: string;
  /** The version that the changes are based on; 0 for a new record. */
  version: number;
  before: Values;
  values: Values;
  /** The reason for the edit, as far as it was typed. */
  reason: string;
};

const start = (account = session.value?.accountId) => `edit ${account} `;
const key = (record: string) => start() + record;

/** Whether something that the device has stored is an edit of another account. */
export const isOfOthers = (key: string, account: string) => key.startsWith('edit ') && !key.startsWith(start(account));

/** The unsaved edits of the account on this device, by what was edited. */
export async function keptEdits(): Promise<{ place: string; name: string }[]> {
  const own = IDBKeyRange.bound(start(), `${start()}\uffff`);
  const keys = await transaction(['values'], 'readonly', (running) => running.objectStore('values').getAllKeys(own));
  const places = keys.map((each) => each.slice(start().length));
  return Promise.all(places.map(async (place) => ({ place, name: (await keptEdit(place))?.name ?? '' })));
}

export const keptEdit = (record: string) => value<UnsavedEdit>(key(record));
export const keepEdit = (record: string, edit: UnsavedEdit) => setValue(key(record), edit);
export const dropEdit = (record: string) =>
  transaction(['values'], 'readwrite', (running) => running.objectStore('values').delete(key(record)));
