// Everything that only editors need: the service worker does not load it for learners.
export { EditDesk } from '../screens/edit-desk';
export { EditFigures } from '../screens/edit-figures';
export { EditKinds } from '../screens/edit-kinds';
export { EditRecord } from '../screens/edit-record';
export { GlossReports } from '../screens/gloss-reports';
export { MergeRecords } from '../screens/merge-records';
export { Proposals } from '../screens/proposals';
export { RecordHistory } from '../screens/record-history';
