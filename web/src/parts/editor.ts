// Everything that only editors need; the service worker does not load it for learners. It imports everyone's screens,
// so that the code that both parts share needs no file of its own, which saves 0.6 kB.
import './everyone';
import type { Screens } from '../app';
import { RecordHistory } from '../screens/record-history';
import { EditFigures } from '../screens/edit-figures';
import { EditKinds } from '../screens/edit-kinds';
import { EditDesk } from '../screens/edit-desk';
import { MergeRecords } from '../screens/merge-records';
import { EditContests } from '../screens/edit-contests';
import { WordReports } from '../screens/word-reports';
import { Proposals } from '../screens/proposals';
import { EditRecord } from '../screens/edit-record';

export const SCREENS: Screens = {
  '/edit': EditDesk,
  '/edit/contests': EditContests,
  '/edit/figures': EditFigures,
  '/edit/kinds': EditKinds,
  '/edit/proposals': Proposals,
  '/edit/reports': WordReports,
  '/edit/history/*': RecordHistory,
  '/edit/merge/((?:organization|person)/[^/]+)': MergeRecords,
  '/edit/((?:new/)?(?:organization|person|post|membership|event|source|observation|kindTerm)(?:/.+)?)': EditRecord,
};
