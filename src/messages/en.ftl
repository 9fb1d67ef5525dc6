### The sentences for people, in English. The syntax is Fluent: https://projectfluent.org/fluent/guide/
###
### kk.ftl, ru.ftl and en.ftl have the same messages in the same order. A message uses the same variables ({ $days }) and
### the same variants ([minute]) in each file; only the plural categories ([one], [few]) follow the language. Tests check
### this. Keys and variables are not translated. Numbers are written with the decimal separator of the language.


## Problems: what a person has to do after a request was refused. One sentence each.
## The key is the code that programs see; crates/domain/src/problem.rs says what it means.


## Problems. Any feature

problem-NOT_FOUND = This does not exist, or you may not see it.
problem-FORBIDDEN = Your role does not allow this.
problem-REQUIRED = Fill in this field.
problem-INVALID_TEXT = Remove the character U+0000 from the text.
problem-INVALID_REASON = Write a text of 1 to 1,000 characters.
# A slug is the name of a record in addresses.
problem-INVALID_SLUG = Write the name in the address in lower-case Latin letters and digits, with hyphens only between them, at most 80 characters in all.
problem-SLUG_TAKEN = This name in the address is taken: choose another one.
problem-DUPLICATE_ITEM = Remove the item that is listed twice.
problem-TOO_MANY_ITEMS = There are too many at once: choose fewer, or send them in parts.
problem-MALFORMED_ITEM = A value of this item cannot be read: send it in the format that the schema requires.
problem-TOO_MANY_ATTEMPTS = Too many attempts: wait a little, and try again.
problem-CONFLICT = Someone has changed the record since you opened it: reload it, and make your change again.
problem-NO_CHANGES = Change at least one value.
# For a proposed correction of the directory.
problem-ALREADY_DECIDED = This proposal has already been decided.
problem-DELETED_SINCE = What you created has since been deleted: create it again if you still want it.

## Problems. Accounts

problem-INVALID_EMAIL = Enter an e-mail address such as name@example.kz.
problem-EMAIL_TAKEN = This address is registered already: log in, or enter another one.
problem-EMAIL_NOT_SET_UP = This service cannot send e-mail yet: ask an administrator.
problem-NO_EMAIL = Your account has no e-mail address yet: add one in the settings.
problem-INVALID_EMAIL_LINK = This link does not work any more: request a new message.
problem-INVALID_USERNAME = Choose a user name of 4 to 30 Latin letters and digits that begins with a letter.
problem-USERNAME_TAKEN = This user name is taken: choose another one.
problem-INVALID_LOGIN_CODE = The user name or the code is wrong, or the code is no longer valid: ask the leader of your club for a new one.
problem-LOGIN_CODE_NOT_ALLOWED = Login codes are only for ordinary members who have no e-mail address.
problem-PASSWORD_TOO_SHORT = Choose a password of at least 8 characters.
problem-PASSWORD_TOO_LONG = Choose a password of at most 256 characters.
problem-PASSWORD_TOO_COMMON = Choose a password that is hard to guess.
problem-PASSWORD_PERSONAL = Choose a password without your name or e-mail address.
problem-INVALID_CREDENTIALS = The e-mail address, the user name or the password is wrong.
problem-SECOND_FACTOR_REQUIRED = Enter the code from your authenticator app or a recovery code, or log in with a passkey.
problem-INVALID_SECOND_FACTOR = This code is wrong, has expired or was used before: enter the current code, or a recovery code.
problem-TOTP_ENABLED = You already have an authenticator app: turn it off before you set up another one.
problem-NO_SECOND_FACTOR = Two-step login is not set up: set it up first.
problem-LAST_SECOND_FACTOR = Your role needs two-step login, and this is your only way to do it: set up another one first.
problem-INVALID_PASSKEY = This passkey was not accepted. Try again, or use another way to log in.
problem-TOO_MANY_PASSKEYS = You have 20 passkeys: remove one that you no longer use.
problem-PASSKEYS_NOT_SET_UP = Passkeys have not been set up on this service: log in another way, or ask an administrator.
problem-ROLE_NEEDS_SECOND_FACTOR = Your role needs two-step login: set it up in your account settings first.
problem-ACCOUNT_DISABLED = This account is disabled: ask an administrator.
problem-ACCOUNT_AWAITS_DELETION = This account is about to be deleted, because its owner asked for it. If the owner logs in, it stays.
problem-REAUTHENTICATION_REQUIRED = Enter your password again.
problem-INVALID_NAME = Enter a visible name of 1 to 80 characters.
problem-UNKNOWN_TIME_ZONE = Give a time zone by its IANA name, such as Asia/Almaty.
problem-INVALID_LANGUAGE_TAG = Give a language by its BCP 47 tag, such as ru, en, ug.
problem-INVALID_DAILY_GOAL = Choose a daily goal of 1 to 100 words.

## Problems. Learning: settings

problem-NOTHING_TO_CHALLENGE = This answer already counts as correct, or was not graded.
problem-INVALID_PAUSE = Choose a day 1 to 366 days after today for the end of the pause.
problem-INVALID_DAYS = Choose 2 to 60 days over which to spread the backlog.
problem-INVALID_RETENTION = Choose a desired retention from 0.7 to 0.99.
problem-INVALID_MAXIMUM_INTERVAL = Choose a maximum interval of 1 to 36,500 days.
problem-INVALID_STEPS = Give at most 8 steps, each of 1 to 86,400 seconds.
problem-INVALID_EASY_DAYS = Give seven percentages of 0 to 100, one for each day of the week, Monday first.
problem-INVALID_PARAMETER_COUNT = Give the 21 parameters of FSRS-6.
problem-PARAMETER_NOT_FINITE = Give a finite number for this parameter of the model.
problem-PARAMETER_OUT_OF_RANGE = Give a parameter within its range: see the ranges of FSRS-6.
problem-OPTIMIZATION_RUNNING = An optimization with other options is running: wait until it ends.
problem-INVALID_GLOSS_LANGUAGES = Give 1 to 8 languages for meanings, each once.
problem-INVALID_ROLLOVER_HOUR = Choose an hour from 0 to 23 for the beginning of a study day.
problem-INVALID_SKILLS = Choose at least one skill, and each skill only once.
problem-INVALID_DAILY_LIMIT = Choose a daily limit of 0 to 9,999 cards.
problem-INVALID_LEECH_THRESHOLD = Choose a number of lapses from 2 to 99, after which a card is a leech.
problem-PUSH_NOT_SET_UP = This service does not send reminders to devices.
problem-INVALID_PUSH_SUBSCRIPTION = Subscribe in the browser again: the service cannot use this subscription.

## Problems. Learning: reviews

problem-REVIEW_ID_REUSED = Another review already has this id: create a new UUID.
problem-INVALID_REVIEW_TIME = The review is dated in the future or before its card was created: check the device's clock.
problem-RESET_ID_REUSED = This id was used for another card or another time: create a new UUID.
problem-INVALID_RESET_TIME = The reset is dated in the future or before its card was created: check the device's clock.
problem-INVALID_DURATION = Give a duration of 0 to 3,600,000 milliseconds.
problem-CARD_REQUIRED = Name the card: send cardId, or wordId and skill together.
problem-INVALID_ANSWER = Give an answer that fits the exercise, of at most 200 characters.
problem-INVALID_EXERCISE = This exercise does not belong to the card. Request the card's exercise again.
# For a review; TOO_MANY_ITEMS is for other lists.
problem-BEYOND_BATCH = Only the first 200 reviews of a batch are accepted. Send this review again in another batch.

## Problems. Learning: notes, synonyms, reports

problem-INVALID_NOTE = Write a note of at most 2,000 characters, without control characters.
problem-INVALID_SYNONYM = Write synonyms of 1 to 100 characters, without control characters.
problem-TOO_MANY_SYNONYMS = Give at most 20 synonyms per language, in at most 8 languages, each listed once.
problem-BLOCKED_SYNONYM = This is not a correct answer for the word: write another synonym.
problem-SYNONYM_OF_ANOTHER_WORD = Another word of the lesson has this meaning: write another synonym.
problem-INVALID_GLOSS = Write a meaning of 1 to 300 characters, without control characters.
problem-REPORT_ALREADY_OPEN = You already have an open report about this word or answer: wait for the editors' answer.
problem-TOO_MANY_REPORTS = You have 50 reports without an answer: wait for an answer before you report more.
# For a report about a wrong meaning of a word.
problem-REPORT_DECIDED = This report has already been answered.

## Problems. Learning: word lists

problem-INVALID_WORD_LIST_SIZE = The list needs 1 to 500 words of the courses: check how the words are spelled.
problem-TOO_MANY_WORD_LISTS = You have 50 lists: delete one that you no longer need.

## Problems. Clubs

problem-UNKNOWN_INVITE_CODE = No club has this invite code: ask the club's leader for the right one.
problem-INVITATION_EXPIRED = This invite code has expired: ask the club's leader for a new one.
problem-INVITATION_USED_UP = This invite code has been used up: ask the club's leader for a new one.
problem-TOO_MANY_INVITATIONS = A club can have at most 1,000 usable invitations: revoke those that nobody needs.
problem-INVALID_MAX_USES = Choose 1 to 1,000 uses for the invite code.
problem-INVALID_EXPIRY = Choose an expiry in the future, at most 366 days from now.
problem-INVALID_CSV = Give a CSV table with a column “name” in its first line, and one line for each person.
problem-TOO_MANY_ROWS = A table can have at most 500 rows: send it in parts.
problem-ALREADY_MEMBER = You are already a member of this club.
problem-TOO_MANY_JOIN_REQUESTS = You have 20 requests without an answer: withdraw one, or wait for an answer.
problem-LAST_LEADER = The club needs a leader: make another member a leader first.
problem-CLUB_ARCHIVED = The club is archived. Ask its leader to open it again.
problem-LEADS_CLUB = This member leads the club: make them an ordinary member first.
problem-MAY_NOT_LEAD = This account may not lead clubs: an administrator must give it the role of a leader first.
problem-MOVED_MEMBER_ALREADY = This member is already in the other club.
problem-INVALID_ASSIGNMENT_SIZE = Choose at least one lesson or word: at most 10 lessons, and 200 words in all.
problem-INVALID_DEADLINE = Choose a last day that is not in the past, not before the first day, and at most 366 days after it.
problem-TOO_MANY_ASSIGNMENTS = The club has 30 current or future assignments: withdraw one, or wait until one is over.
problem-ASSIGNMENT_WITHDRAWN = This assignment was withdrawn: create a new one.
# For a request to join a club.
problem-REQUEST_DECIDED = This request has already been decided.

## Problems. Contests

problem-INVALID_CONTEST_WORDS = Choose 1 to 500 words from the lessons.
problem-INVALID_CONTEST_SPAN = A contest lasts 1 to 366 days: correct its last day.
problem-CONTEST_ENDED = The contest is over: choose another one.
problem-INVALID_TEAM_KIND = The contest has no teams of this kind: see its field “teams”.

## Problems. The directory

problem-CITATION_REQUIRED = Cite a source for the statement.
problem-INVALID_DIRECTORY_TEXT = Write a text that is not empty and has no control characters: at most 300 characters, or 10,000 for descriptions and quotes.
problem-INVALID_LINK = Give a web address that begins with http:// or https://, such as https://example.kz.
problem-INVALID_DATE = Give an EDTF date: 2015, 2015-03 or 2015-03-01, followed by ~ if it is approximate, or by ? if it is uncertain; an interval is 2015/2017, or 2015/.. without a known end.
problem-NO_SUCH_DATE = There is no such date: check the month and the day.
problem-INVALID_DAY = Give a day of the calendar, such as 2026-11-23.
problem-REVERSED_INTERVAL = The interval ends before it begins: write the earlier date first, as in 2015/2017.
problem-INTERVAL_NOT_ALLOWED = Give a single date, not an interval: 2015, 2015-03 or 2015-03-01.
problem-INVALID_OPENING_HOURS = Give both the opening time and a different closing time, or neither if it is closed on these days.
problem-INVALID_TIME_OF_DAY = Give a time of day from 00:00 to 23:59, such as 09:00.
problem-INVALID_PERIOD = Check the beginning and the end: the period ends before it begins.
problem-INVALID_IDENTIFIER = Write the scheme as a slug, and the value by the rules of the scheme: Q42 for wikidata, 16 characters with the check digit for isni, 0000-0002-1825-0097 for orcid, 05dxps055 for ror, digits for viaf, 12 digits for bin, otherwise ASCII without spaces.
problem-POSSIBLE_DUPLICATE = Another record has the same name or identifier, or is the same membership. Search for it; if yours is a different one, confirm that.
problem-INVALID_AREA = Give an ISO 3166 code, such as KZ or KZ-19.
problem-UNKNOWN_KIND = Choose a kind of the vocabulary, or add the kind to it first.
problem-KIND_CYCLE = Choose another broader kind: the kind would be broader than itself.
problem-INVALID_COUNTRY = Give the country as a code of ISO 3166-1 with two capital letters, such as KZ.
problem-INVALID_COORDINATES = Give the latitude from -90 to 90 degrees and the longitude from -180 to 180.
problem-INVALID_VALUE = Give a finite number.
problem-INVALID_INDICATOR_SUBJECT = Give either an organization or an area, not both.
problem-MERGE_INTO_SELF = Choose another record to merge into.
problem-ALREADY_MERGED = This record was merged into another one: edit that record instead.
problem-TREE_CYCLE = The organization would become part of itself: choose another parent.
problem-REFERENCES_DRAFT = First publish the records that this record refers to.
problem-STILL_REFERENCED = Published records refer to this record: change those first.
problem-ALREADY_SUPERSEDED = This value has already been corrected: correct the latest one.
problem-INVALID_WEBHOOK_URL = Give a public address that begins with https://.
problem-TOO_MANY_WEBHOOKS = There are 20 webhooks already: delete one first.
problem-POST_OF_OTHER_ORGANIZATION = Choose a post of this organization.
problem-OBSERVATION_OF_OTHER_INDICATOR = A correction stays with its indicator: to move the value, hide it here and add it to the other indicator.

## Problems. Schedules of events: INTERVAL, COUNT, UNTIL and the like are parts of a rule, and are not translated.

schedule-INVALID_MINUTES = Give a length of 1 to 44,640 minutes (31 days).
schedule-MALFORMED_TIME = Give a date and a time without a time zone, such as 2026-03-21T10:00.
schedule-INVALID_TIME = Give times within the years 1900 to 2199, without fractions of a second.
schedule-RULE_TOO_LONG = Give a recurrence rule of at most 500 bytes.
schedule-INVALID_RULE = Give a recurrence rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=SA.
schedule-UNSUPPORTED_FREQUENCY = Choose DAILY, WEEKLY, MONTHLY or YEARLY for FREQ.
schedule-UNSUPPORTED_RULE_PART = Use only INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY and, in a monthly rule with BYDAY, BYSETPOS; do not combine numbered weekdays with other weekdays, BYMONTHDAY or BYSETPOS; and in a yearly rule, use numbered weekdays or BYMONTHDAY only together with BYMONTH.
schedule-INVALID_INTERVAL = Give an INTERVAL of 1 to 1,000.
schedule-INVALID_COUNT = Give a COUNT of 1 to 1,000.
schedule-COUNT_AND_UNTIL = Give either COUNT or UNTIL, not both.
schedule-UNTIL_BEFORE_START = Give a value of UNTIL that is not before the first occurrence.
schedule-START_NOT_IN_RULE = Choose a first occurrence that fits the rule.
schedule-ADDITIONAL_BEFORE_START = Give additional occurrences that are not before the first one.
schedule-TOO_MANY_ADDITIONAL = Give at most 500 additional occurrences.
schedule-TOO_MANY_EXCEPTIONS = Give at most 500 exceptions.
schedule-DUPLICATE_EXCEPTION = Give only one exception for each occurrence.
schedule-EXCEPTION_WITHOUT_OCCURRENCE = There is no occurrence at this time. Name an occurrence by its original time.
schedule-INVALID_WINDOW = Choose a time range that begins before it ends and has at most 366 days.

## The explanation of a card's schedule, for its learner: a list of sentences in this order. "The card" is known from the
## sentences before. Dates look like 2026-11-23.

# A card that was never answered. $perDay: the learner's maximum of new cards per day.
explanation-new = This card is new. New cards come in the order in which lessons were started, at most { $perDay } per day.
explanation-reset = The card was reset on { $date } and is new again.
# $rating is a name of the API and is shown as it is; the words in brackets explain it.
explanation-last-review =
    The last answer was on { $date }, rated { $rating } ({ $rating ->
        [AGAIN] forgotten
        [HARD] remembered with difficulty
        [GOOD] remembered
       *[EASY] remembered at once
    }).
# S and D are the model's names for stability and difficulty. $stability is in days, with a decimal.
explanation-memory =
    Its stability S is { $stability ->
        [one] { $stability } day
       *[other] { $stability } days
    }: after that time, the chance of recall is down to 90 %. Its difficulty D is { $difficulty } on a scale from 1 to 10.
explanation-recall = The chance that you recall it today, R, is { $percent } %.
# A card that comes back within the day. $wait is a whole number of the unit.
explanation-step =
    { $phase ->
        [relearning] The card was forgotten and is in its relearning steps
       *[learning] The card is in its learning steps
    }: step { $step } of { $steps }, with a wait of { $wait } { $unit ->
        [second] s
        [minute] min
        [hour] h
       *[day] { $wait ->
            [one] day
           *[other] days
        }
    }.
# The desired retention, and the interval that the model computes from it.
explanation-model-interval =
    For your desired retention of { $percent } %, the model's interval is { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
# The interval above is longer than the learner's maximum.
explanation-maximum-interval =
    That is longer than your maximum of { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
explanation-minimum-interval =
    The interval is at least { $days ->
        [one] { $days } day
       *[other] { $days } days
    }: if the model lengthens an interval, the new one is longer than the last, and a better rating gives a longer interval.
explanation-chosen-interval =
    To spread cards over several days, the interval was chosen from { $from } to { $until } days: { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
explanation-only-interval =
    Only one interval was possible: { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
# The share of reviews that each day of the week takes, in percent.
explanation-easy-days = The share of its usual reviews that each day of the week gets: Monday { $monday } %, Tuesday { $tuesday } %, Wednesday { $wednesday } %, Thursday { $thursday } %, Friday { $friday } %, Saturday { $saturday } %, Sunday { $sunday } %.
# Preset 0 stands for the default settings.
explanation-preset =
    { $number ->
        [0] It was scheduled with the default preset.
       *[other] It was scheduled with your preset number { $number }.
    }
# A leech is a card that is forgotten again and again. $lapses is 2 or more.
explanation-leech-out-of-queue = It was forgotten { $lapses } times and is a leech: it stays out of the queue until you return it.
explanation-leech = It was forgotten { $lapses } times and is a leech: try to learn it in another way.
explanation-suspended = You suspended it: it stays out of the queue until you return it.
explanation-buried = It is postponed until { $date }.
# $time: a date, a time and a time zone, such as 2026-11-25 04:00 (Asia/Almaty).
explanation-due-since = It has been due since { $time }.
explanation-due = It is due from { $time }.

## Names of noun forms. A name is a list with commas: number, possessor, case. Each part says what the ending means.

noun-form-plural = plural
possessor-first-singular = “my”
possessor-second-familiar = “your”, to a friend
possessor-second-polite = “your”, polite
possessor-third = “his, her, their”
possessor-first-plural = “our”
case-nominative = nominative (who? what?)
case-genitive = genitive (whose?)
case-dative = dative (to whom? where to?)
case-accusative = accusative (whom? what?)
case-locative = locative (where?)
case-ablative = ablative (from whom? where from?)
case-instrumental = instrumental (with whom? with what?)

## Files that leaders export from their clubs.

# The verb of a statement: [a member] answered [an exercise].
export-answered = answered

# What a score in a gradebook counts: the share of an assignment's words that a member has answered, rightly or not …
export-score-answered = words answered, %

# … and the share that they remembered at the last answer.
export-score-remembered = words remembered, %

## E-mail messages about accounts.

# Subjects and texts of messages. A link stands after each text except that of the notice, and the note after the link.
email-verification-subject = Confirm your e-mail address
email-verification-text = Open this link to confirm that this is the e-mail address of your account at the House of Friendship:
email-change-subject = Confirm your new e-mail address
email-change-text = Open this link to log in with this e-mail address at the House of Friendship from now on:
email-change-notice-subject = The e-mail address of your account
email-change-notice-text = Someone asked to change the e-mail address of your account at the House of Friendship. It changes when the link in the message to the new address is opened.
email-notice-subject = The security of your account
email-password-notice-text = The password of your account at the House of Friendship was changed.
email-email-notice-text = The e-mail address of your account at the House of Friendship was changed. You can no longer log in with this one.
email-app-added-notice-text = An authenticator app was set up for your account at the House of Friendship.
email-app-removed-notice-text = The authenticator app of your account at the House of Friendship was turned off.
email-passkey-added-notice-text = A passkey was added to your account at the House of Friendship.
email-passkey-removed-notice-text = A passkey was removed from your account at the House of Friendship.
email-recovery-codes-notice-text = The recovery codes of your account at the House of Friendship were replaced. The earlier ones no longer work.
email-reset-notice-text = Two-step login of your account at the House of Friendship was reset: the authenticator app and all passkeys were removed.
email-notice-note = If it was not you, set a new password at once, and contact an administrator of this service.
email-password-reset-subject = A new password
email-password-reset-text = Open this link to choose a new password for your account at the House of Friendship:
email-link-note = The link works once, for 10 minutes. If you did not ask for it, ignore this message: nothing changes.

## Reminders, as a device shows them: a title, and a sentence with the number of cards to review.

reminder-title = Time to review
reminder-body =
    { $cards ->
        [one] { $cards } card to review.
       *[other] { $cards } cards to review.
    }

## Calendars, as programs that subscribe to them show their names.

# The events of an organization.
calendar-of-organization = { $organization }: events

# The events of the whole house.
calendar-of-all = House of Friendship: all events
calendar-of-all-omits = There are more events than this calendar holds: it has the { $events } that end last. The calendar of each organization has all its events.

## Open data: its title, and what each file contains.

data-title = Open data of the House of Friendship
data-popolo = The directory without figures, in the format of Popolo
data-json-ld = The directory without figures, in the vocabulary of schema.org
data-organizations = The table of organizations
data-people = The table of people
data-posts = The table of posts
data-memberships = The table of memberships
data-events = The table of events
data-figures = The table of figures
data-sources = The table of sources
data-changes = All changes since a given time
data-feed = A feed of the changes, for feed readers
data-tables = The description of the tables' columns
data-calendar = The calendar of all events
data-record = One record, in the vocabulary of schema.org: /data/records/ID
data-record-as-changed = One record, as in changes.json: /data/records/ID.json
data-organization-calendar = The calendar of one organization: /calendars/SLUG.ics
data-semicolons = A table for spreadsheets in Kazakh and Russian: ?separator=semicolon
