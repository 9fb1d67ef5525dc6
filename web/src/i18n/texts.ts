// The files with the texts. Translators change the JSON; `kk.json` and `editor-kk.json` define which texts there are, and
// the compiler reports a text that another language lacks, or has in addition. `values.d.ts` has the values in them.
import type { Choice, RecordKind } from '../editing/fields';
import type { Frequency } from '../editing/rule';
import editorEn from './editor-en.json';
import editorKk from './editor-kk.json';
import editorRu from './editor-ru.json';
import en from './en.json';
import kk from './kk.json';
import type { Language } from './language';
import type { Like, Ready } from './message';
import ru from './ru.json';
import type { EditorValues, Values } from './values';

/** Names that browsers lack in Kazakh. For the other languages they are empty. */
type Names = { months: string[]; weekdays: string[]; languages: Record<string, string> };
type Everyones<Texts> = Like<Omit<Texts, 'names'>> & { names: Names };

const everyones = { kk, ru, en } satisfies Record<Language, Everyones<typeof kk>>;
const editors = { kk: editorKk, ru: editorRu, en: editorEn } satisfies Record<Language, Like<typeof editorKk>>;
kk satisfies Everyones<typeof ru> & Everyones<typeof en>;
editorKk satisfies Like<typeof editorRu> & Like<typeof editorEn>;

// For each value that the service or the app has, there is a name.
kk satisfies {
  app: {
    verdicts: Record<Schema.Verdict, string>; slipKinds: Record<Schema.SlipKind, string>; ratings: Record<Schema.Rating, string>;
    wordStates: Record<Schema.WordState, string>; skills: Record<Schema.Skill, string>; tenses: Record<Schema.VerbTense, string>;
    partsOfSpeech: Record<Schema.PartOfSpeech, string>; scripts: Record<Schema.Script, string>;
    keyboards: Record<Schema.Keyboard, string>; shares: Record<Schema.ClubShare, string>;
    accessSubjects: Record<Schema.ClubAccessSubject, string>;
  };
  account: { accountActors: Record<Schema.AccountActor, string>; roles: Record<Schema.Role, string> };
  clubs: {
    clubRoles: Record<Schema.ClubRole, string>; causes: Record<Schema.ClubHardWordCause, string>;
    assignmentStatuses: Record<Schema.AssignmentStatus, string>; nameDisplays: Record<Schema.ContestNameDisplay, string>;
  };
};
editorKk satisfies {
  newRecords: Record<RecordKind, string>; kinds: Record<RecordKind, string>; actions: Record<Schema.EditAction, string>;
  frequencies: Record<Frequency, string>; everyNth: Record<Frequency, string>; contestTeams: Record<Schema.ContestTeamKind, string>;
  choices: Record<Choice, Record<string, string>> & {
    eventKind: Record<Schema.EventKind, string>; sourceKind: Record<Schema.SourceKind, string>;
    contactKind: Record<Schema.ContactKind, string>; gender: Record<Schema.Gender, string>;
    kindScheme: Record<Schema.KindScheme, string>; weekday: Record<Schema.Weekday, string>;
    accessibilityFeature: Record<Schema.AccessibilityFeature, string>; serviceStatus: Record<Schema.ServiceStatus, string>;
    recurrence: Record<Schema.Recurrence, string>; format: Record<Schema.EventFormat, string>;
    qualifier: Record<Schema.ValueQualifier, string>;
  };
};

export type Texts = Ready<Omit<typeof kk, 'names'>, Values> & { names: Names };
export type EditorTexts = Ready<typeof editorKk, EditorValues>;

// The compiler reads the texts of an imported file; the bundler makes an asset of it, and its address of the import.
type Addresses = Record<Language, string>;
/** The addresses of the texts of everyone's screens, relative to this script. */
export const FILES = everyones as unknown as Addresses;
/** The addresses of the texts of the editors' screens. The service worker does not load them for learners. */
export const EDITOR_FILES = editors as unknown as Addresses;
