// The fields of each kind of record: what the forms show, in which order, and what the service takes.

import type { EditorTexts } from '../i18n/texts';

export const LANGUAGES = ['kk', 'ru', 'en'] as const;
export type Texts = Record<(typeof LANGUAGES)[number], string>;
/** Another record, with the name that people see. */
export type Reference = { id: string; name: string };
/** The value of a field while it is edited. Texts, numbers, dates and choices are texts, empty if there is no value. */
export type Value = string | boolean | Texts | Reference | null | Values | Values[];
export interface Values { [field: string]: Value }

export type RecordKind = 'organization' | 'person' | 'post' | 'membership' | 'event' | 'source' | 'observation' | 'kindTerm';
export type Choice =
  | 'eventKind' | 'sourceKind' | 'contactKind' | 'gender' | 'weekday' | 'accessibilityFeature' | 'serviceStatus' | 'recurrence'
  | 'format' | 'qualifier' | 'kindScheme';

/** The name of a field, which the texts translate. */
export type FieldName = keyof EditorTexts['fields'];
/** `caption` is another field, whose translation this one has in the forms. */
export type Field = { name: FieldName; caption?: FieldName; isRequired?: boolean } & (
  | { type: 'line' | 'paragraph' | 'flag' | 'day' | 'moment' | 'time' | 'rule' }
  | { type: 'number'; isDecimal?: boolean }
  /** A kind of the vocabulary that editors extend: of organizations, of posts, or of either (null). */
  | { type: 'kind'; scheme: Schema.KindScheme | null }
  | { type: 'choice'; of: Choice }
  | { type: 'texts'; isLong?: boolean }
  | { type: 'date'; allowsInterval?: boolean }
  /** A reference to a record of a kind. With null, it cannot be changed. */
  | { type: 'reference'; to: RecordKind | null }
  /** A group of fields. It has no value while all its fields are empty or have their first values. */
  | { type: 'group'; fields: Field[] }
  /**
   * A list of items. If it is bare, its items are the values of the only field. If it is checked, the field is a set of
   * boxes.
   */
  | { type: 'list'; fields: Field[]; isBare?: boolean; isChecked?: boolean }
);

const SLUG: Field = { name: 'slug', type: 'line', isRequired: true };
const POSITION: Field = { name: 'position', type: 'number' };
const CITATIONS: Field = {
  name: 'citations', type: 'list', fields: [
    { name: 'sourceId', type: 'reference', to: 'source', isRequired: true },
    { name: 'locator', type: 'line' },
    { name: 'quote', type: 'paragraph' },
  ],
};
const OWN_CITATIONS: Field = { ...CITATIONS, isRequired: true };
const PERIOD: Field[] = [
  { name: 'since', type: 'date' },
  { name: 'until', type: 'date' },
  { name: 'attested', type: 'date', allowsInterval: true },
  CITATIONS,
];
const NAME: Field[] = [{ name: 'text', type: 'texts', isRequired: true }, ...PERIOD];
const CITED_DATE: Field[] = [{ name: 'date', type: 'date', allowsInterval: true, isRequired: true }, CITATIONS];
const AFFILIATION: Field[] = [
  { name: 'organizationId', type: 'reference', to: 'organization', isRequired: true }, ...PERIOD,
];
const CONTACTS: Field = {
  name: 'contactPoints', type: 'list', fields: [
    { name: 'kind', type: 'choice', of: 'contactKind', isRequired: true },
    { name: 'value', type: 'line', isRequired: true },
    { name: 'isPublic', type: 'flag' },
    { name: 'label', type: 'texts' },
    ...PERIOD,
  ],
};
const ADDRESS: Field = {
  name: 'address', type: 'group', fields: [
    { name: 'country', type: 'line', isRequired: true },
    { name: 'region', type: 'texts' },
    { name: 'district', type: 'texts' },
    { name: 'locality', type: 'texts' },
    { name: 'street', type: 'texts' },
    { name: 'unit', type: 'texts' },
    { name: 'postalCode', type: 'line' },
    {
      name: 'coordinates', type: 'group', fields: [
        { name: 'latitude', type: 'number', isDecimal: true, isRequired: true },
        { name: 'longitude', type: 'number', isDecimal: true, isRequired: true },
      ],
    },
  ],
};
const LOCATIONS: Field = { name: 'locations', type: 'list', fields: [{ ...ADDRESS, isRequired: true }, ...PERIOD] };
const OPENING_HOURS: Field = {
  name: 'openingHours', type: 'list', fields: [
    {
      name: 'days', type: 'list', isBare: true, isChecked: true, isRequired: true,
      fields: [{ name: 'day', type: 'choice', of: 'weekday', isRequired: true }],
    },
    { name: 'opens', type: 'time' },
    { name: 'closes', type: 'time' },
    { name: 'note', type: 'texts' },
    ...PERIOD,
  ],
};
const ACCESSIBILITY: Field = {
  name: 'accessibility', type: 'list', fields: [
    { name: 'feature', type: 'choice', of: 'accessibilityFeature', isRequired: true },
    { name: 'isAvailable', type: 'flag' },
    { name: 'note', type: 'texts' },
    ...PERIOD,
  ],
};
const LANGUAGE_TAGS: Field = {
  name: 'languages', type: 'list', isBare: true, fields: [{ name: 'language', type: 'line', isRequired: true }],
};
const SERVICES: Field = {
  name: 'services', type: 'list', fields: [
    { name: 'name', type: 'texts', isRequired: true },
    { name: 'description', type: 'texts', isLong: true },
    { name: 'audience', type: 'texts' },
    { name: 'fees', type: 'texts' },
    LANGUAGE_TAGS,
    { name: 'status', type: 'choice', of: 'serviceStatus', isRequired: true },
    ...PERIOD,
  ],
};
const IDENTIFIERS: Field = {
  name: 'identifiers', type: 'list', fields: [
    { name: 'scheme', type: 'line', isRequired: true },
    { name: 'value', type: 'line', isRequired: true },
  ],
};
const SCHEDULE: Field = {
  name: 'schedule', type: 'group', fields: [
    { name: 'firstStart', type: 'moment', isRequired: true },
    { name: 'durationMinutes', type: 'number', isRequired: true },
    { name: 'timeZone', type: 'line', isRequired: true },
    { name: 'rule', type: 'rule' },
    { name: 'additionalStarts', type: 'list', isBare: true, fields: [{ name: 'start', type: 'moment', isRequired: true }] },
    {
      name: 'exceptions', type: 'list', fields: [
        { name: 'originalStart', type: 'moment', isRequired: true },
        {
          name: 'moved', type: 'group', fields: [
            { name: 'starts', type: 'moment', isRequired: true },
            { name: 'durationMinutes', type: 'number' },
            { name: 'place', type: 'texts' },
            { name: 'note', type: 'texts', isLong: true },
          ],
        },
      ],
    },
  ],
};

export const FIELDS: Record<RecordKind, Field[]> = {
  organization: [
    { name: 'names', type: 'list', fields: NAME, isRequired: true },
    { name: 'shortName', type: 'texts' },
    { name: 'description', type: 'texts', isLong: true },
    { name: 'kind', type: 'kind', scheme: 'ORGANIZATION', isRequired: true },
    SLUG,
    POSITION,
    { name: 'founded', type: 'group', fields: CITED_DATE },
    { name: 'dissolved', type: 'group', fields: CITED_DATE },
    { name: 'parents', type: 'list', fields: AFFILIATION },
    { name: 'hosts', type: 'list', fields: AFFILIATION },
    LOCATIONS,
    OPENING_HOURS,
    ACCESSIBILITY,
    SERVICES,
    CONTACTS,
    IDENTIFIERS,
    { name: 'otherNames', type: 'list', fields: NAME },
    {
      name: 'milestones', type: 'list', fields: [
        { name: 'date', type: 'date', allowsInterval: true, isRequired: true },
        { name: 'text', type: 'texts', isRequired: true },
        CITATIONS,
      ],
    },
    OWN_CITATIONS,
  ],
  person: [
    { name: 'names', type: 'list', fields: NAME, isRequired: true },
    { name: 'familyName', type: 'texts' },
    { name: 'givenName', type: 'texts' },
    { name: 'patronymic', type: 'texts' },
    { name: 'note', type: 'texts', isLong: true },
    SLUG,
    { name: 'gender', type: 'choice', of: 'gender' },
    { name: 'born', type: 'group', fields: CITED_DATE },
    { name: 'died', type: 'group', fields: CITED_DATE },
    {
      name: 'image', type: 'group', fields: [
        { name: 'url', type: 'line', isRequired: true },
        { name: 'licence', type: 'line', isRequired: true },
        { name: 'creator', type: 'line' },
        CITATIONS,
      ],
    },
    CONTACTS,
    IDENTIFIERS,
    { name: 'otherNames', type: 'list', fields: NAME },
    OWN_CITATIONS,
  ],
  post: [
    { name: 'title', type: 'texts', isRequired: true },
    { name: 'organizationId', type: 'reference', to: 'organization', isRequired: true },
    { name: 'kind', type: 'kind', scheme: 'POST', isRequired: true },
    SLUG,
    POSITION,
    OWN_CITATIONS,
  ],
  membership: [
    { name: 'personId', type: 'reference', to: 'person', isRequired: true },
    { name: 'organizationId', type: 'reference', to: 'organization', isRequired: true },
    { name: 'postId', type: 'reference', to: 'post' },
    { name: 'isActing', type: 'flag' },
    { name: 'role', type: 'texts' },
    { name: 'since', type: 'date' },
    { name: 'until', type: 'date' },
    { name: 'attested', type: 'date', allowsInterval: true },
    POSITION,
    OWN_CITATIONS,
  ],
  event: [
    { name: 'title', type: 'texts', isRequired: true },
    { name: 'description', type: 'texts', isLong: true },
    { name: 'kind', type: 'choice', of: 'eventKind', isRequired: true },
    SLUG,
    { name: 'heldOn', type: 'date', allowsInterval: true },
    { name: 'recurrence', type: 'choice', of: 'recurrence' },
    SCHEDULE,
    { name: 'place', type: 'texts' },
    ADDRESS,
    { name: 'format', type: 'choice', of: 'format' },
    LANGUAGE_TAGS,
    {
      name: 'organizerIds', type: 'list', isBare: true,
      fields: [{ name: 'organizationId', type: 'reference', to: 'organization', isRequired: true }],
    },
    POSITION,
    OWN_CITATIONS,
  ],
  source: [
    { name: 'title', type: 'texts', isRequired: true },
    { name: 'kind', type: 'choice', of: 'sourceKind', isRequired: true },
    SLUG,
    { name: 'author', type: 'line' },
    { name: 'publisher', type: 'line' },
    { name: 'issued', type: 'date', allowsInterval: true },
    { name: 'url', type: 'line' },
    { name: 'accessedOn', type: 'day' },
    { name: 'archivedUrl', type: 'line' },
  ],
  observation: [
    { name: 'indicatorId', type: 'reference', to: null, isRequired: true },
    { name: 'period', type: 'date', allowsInterval: true, isRequired: true },
    { name: 'value', type: 'number', isDecimal: true, isRequired: true },
    { name: 'qualifier', type: 'choice', of: 'qualifier' },
    OWN_CITATIONS,
  ],
  kindTerm: [
    { name: 'label', caption: 'name', type: 'texts', isRequired: true },
    { name: 'scheme', caption: 'kindScheme', type: 'choice', of: 'kindScheme', isRequired: true },
    { name: 'broader', type: 'kind', scheme: null },
    SLUG,
    POSITION,
  ],
};
