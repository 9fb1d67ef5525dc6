// Changes that were not saved, kept on the device until they are.
import { setValue, transaction, value } from '../offline/database';
import { session } from '../session';
import type { Values } from './fields';

export type Draft = {
  /** The version that the changes are based on; 0 for a new record. */
  version: number;
  before: Values;
  values: Values;
  /** The reason for the edit, as far as it was typed. */
  reason: string;
};

const key = (record: string) => `draft ${session.value?.accountId} ${record}`;

export const keptDraft = (record: string) => value<Draft>(key(record));
export const keepDraft = (record: string, draft: Draft) => setValue(key(record), draft);
export const dropDraft = (record: string) =>
  transaction<undefined>(['values'], 'readwrite', (store) => store('values').delete(key(record)));
