//! Problems: the expected failures of requests.
//!
//! [`problem_table!`] lists them, one row each. The sentences for people are in `src/messages/`.

use crate::directory::schedule::ScheduleProblem;

/// The table of problems. Calls the macro `$define` with all rows.
///
/// - `codes`: a variant of [`Problem`], its code, and the description that clients read in the schema.
/// - `codes_with_details`: the same, and a type with the details, which has the keys of the messages.
/// - `details_of_codes`: a variant with a sentence of its own, but with the code of another row.
///
/// Codes are part of the API. The key of a problem's message is `problem-` followed by its code.
#[macro_export]
macro_rules! problem_table {
    ($define:ident) => {
        $define! {
            codes {
                // Any feature
                NotFound "NOT_FOUND": "Nothing has this id, or the viewer may not see it.";
                Forbidden "FORBIDDEN": "The viewer's role does not allow the request.";
                Required "REQUIRED": "The field is required.";
                InvalidText "INVALID_TEXT": "A text contains the character U+0000.";
                InvalidReason "INVALID_REASON":
                    "The text is empty, longer than 1,000 characters, or contains control characters.";
                InvalidSlug "INVALID_SLUG":
                    "The slug does not consist of 1 to 80 lower-case Latin letters, digits and hyphens, or it begins \
                     or ends with a hyphen.";
                SlugTaken "SLUG_TAKEN": "Another record of this kind has this slug.";
                DuplicateItem "DUPLICATE_ITEM": "A list contains the same item twice.";
                TooManyItems "TOO_MANY_ITEMS":
                    "The request has more items than are allowed in one request, or this item is beyond the allowed \
                     number.";
                MalformedItem "MALFORMED_ITEM":
                    "An item has a value that its type does not allow; `path` ends with the item's index, from 0.";
                TooManyAttempts "TOO_MANY_ATTEMPTS": "Too many attempts in a short time: wait for `retryAfterSeconds`.";
                Conflict "CONFLICT": "Someone has changed the record since the version on which the edit is based.";
                NoChanges "NO_CHANGES": "The edit changes nothing.";
                AlreadyDecided "ALREADY_DECIDED": "The proposal, the request or the report has already been decided.";
                DeletedSince "DELETED_SINCE":
                    "The mutation is sent again, and what it created the first time has been deleted since. Another \
                     `clientMutationId` creates it anew.";

                // Accounts
                InvalidEmail "INVALID_EMAIL": "The text is not an e-mail address.";
                EmailTaken "EMAIL_TAKEN": "An account with this e-mail address exists.";
                EmailNotSetUp "EMAIL_NOT_SET_UP": "The service has not been set up to send e-mail.";
                NoEmail "NO_EMAIL": "The account has no e-mail address.";
                InvalidEmailLink "INVALID_EMAIL_LINK":
                    "The token does not belong to a link of a message, or the link has been used, has expired, is for \
                     another purpose, or is no longer valid for the account.";
                InvalidUsername "INVALID_USERNAME":
                    "The user name does not consist of 4 to 30 Latin letters and digits, or does not begin with a \
                     letter.";
                UsernameTaken "USERNAME_TAKEN": "An account with this user name exists.";
                InvalidLoginCode "INVALID_LOGIN_CODE":
                    "No account has this user name and this code; or the code has expired or been used, or the leader \
                     who created it no longer leads a club of the account.";
                LoginCodeNotAllowed "LOGIN_CODE_NOT_ALLOWED":
                    "The member's account has an e-mail address or a role beyond learning, or the member leads the \
                     club.";
                PasswordTooShort "PASSWORD_TOO_SHORT": "The password has fewer than 8 characters.";
                PasswordTooLong "PASSWORD_TOO_LONG": "The password has more than 256 characters.";
                PasswordTooCommon "PASSWORD_TOO_COMMON":
                    "The password is easy to guess: a common word, a row of keys, a date, or a repetition.";
                PasswordPersonal "PASSWORD_PERSONAL":
                    "The password is easy to guess for someone who knows the account's e-mail address, user name or \
                     display name.";
                InvalidCredentials "INVALID_CREDENTIALS":
                    "No account has this e-mail address or user name and this password. The code does not reveal which \
                     of them is wrong.";
                SecondFactorRequired "SECOND_FACTOR_REQUIRED":
                    "In a login: the account has a second factor, so also send `secondFactor` or `passkey`. In a \
                     mutation for editors or admins: the viewer's role requires a second factor that the account does \
                     not have (`Account.needsSecondFactor`); set one up with `startTotp` or `startPasskeyRegistration`.";
                InvalidSecondFactor "INVALID_SECOND_FACTOR":
                    "The text is neither a current code of the authenticator app nor an unused recovery code. Each \
                     code can be used once.";
                TotpEnabled "TOTP_ENABLED":
                    "The account already has an authenticator app: turn it off first with `disableTotp`.";
                NoSecondFactor "NO_SECOND_FACTOR":
                    "The account has no authenticator app or, for recovery codes, no second factor: set one up first.";
                LastSecondFactor "LAST_SECOND_FACTOR":
                    "The app or the passkey is the account's only second factor, and the viewer's role requires one: set \
                     up another one first.";
                InvalidPasskey "INVALID_PASSKEY":
                    "The passkey's response is not valid: the challenge has expired, has been used, or was for another \
                     purpose; the passkey is unknown, belongs to another account, or is already registered; the device \
                     did not verify its user; or the signature is wrong. Begin again with a new challenge.";
                TooManyPasskeys "TOO_MANY_PASSKEYS": "The account has 20 passkeys: remove one first.";
                PasskeysNotSetUp "PASSKEYS_NOT_SET_UP":
                    "The service has no public URL with a domain and TLS (`--public-url`), so browsers cannot use \
                     passkeys with it.";
                AccountDisabled "ACCOUNT_DISABLED": "An admin has disabled the account.";
                AccountAwaitsDeletion "ACCOUNT_AWAITS_DELETION":
                    "The account's owner has requested its deletion. Logging in to it revokes the request.";
                ReauthenticationRequired "REAUTHENTICATION_REQUIRED":
                    "The viewer's last login, or `reauthenticate`, was more than 15 minutes ago: call `reauthenticate` \
                     first.";
                InvalidName "INVALID_NAME":
                    "The name has no visible character, is longer than 80 characters, or contains control characters \
                     or (except in emoji) invisible characters.";
                UnknownTimeZone "UNKNOWN_TIME_ZONE": "The text is not the name of an IANA time zone.";
                InvalidLanguageTag "INVALID_LANGUAGE_TAG": "The text is not a BCP 47 language tag.";
                InvalidDailyGoal "INVALID_DAILY_GOAL": "The daily goal is not within 1 to 100.";

                // Learning: settings
                NothingToChallenge "NOTHING_TO_CHALLENGE": "The answer was graded as correct, or the learner rated the \
                                                            card by hand.";
                InvalidPause "INVALID_PAUSE": "The day on which study resumes is not 1 to 366 days after today.";
                InvalidDays "INVALID_DAYS": "The number of days is not within 2 to 60.";
                InvalidRetention "INVALID_RETENTION": "The desired retention is not within 0.7 to 0.99.";
                InvalidMaximumInterval "INVALID_MAXIMUM_INTERVAL":
                    "The maximum interval is not within 1 to 36,500 days.";
                InvalidSteps "INVALID_STEPS":
                    "The list has more than 8 steps, or a step is not within 1 to 86,400 seconds.";
                InvalidEasyDays "INVALID_EASY_DAYS": "The list does not have seven percentages from 0 to 100.";
                InvalidParameterCount "INVALID_PARAMETER_COUNT":
                    "The list does not have the 21 parameters of FSRS-6.";
                ParameterNotFinite "PARAMETER_NOT_FINITE":
                    "A parameter of the model is not a finite number; `path` ends with its index, from 0.";
                ParameterOutOfRange "PARAMETER_OUT_OF_RANGE":
                    "A parameter of the model is out of its range; `path` ends with its index, from 0.";
                OptimizationRunning "OPTIMIZATION_RUNNING": "An optimization with other options is running.";
                InvalidGlossLanguages "INVALID_GLOSS_LANGUAGES":
                    "The list does not have 1 to 8 languages, each once.";
                InvalidRolloverHour "INVALID_ROLLOVER_HOUR": "The hour is not within 0 to 23.";
                InvalidSkills "INVALID_SKILLS": "The list is empty, or contains a skill twice.";
                InvalidDailyLimit "INVALID_DAILY_LIMIT": "The limit is not within 0 to 9,999.";
                InvalidLeechThreshold "INVALID_LEECH_THRESHOLD": "The number of lapses is not within 2 to 99.";
                PushNotSetUp "PUSH_NOT_SET_UP": "The service does not send push messages.";
                InvalidPushSubscription "INVALID_PUSH_SUBSCRIPTION":
                    "The endpoint is not a public address that begins with https://, or is longer than 2,000 \
                     characters; or a key does not have the right length, or is not a point on the curve P-256.";

                // Learning: reviews
                ReviewIdReused "REVIEW_ID_REUSED": "Another review, with other content, has this id.";
                CardRequired "CARD_REQUIRED": "The review has neither `cardId` nor both `wordId` and `skill`.";
                InvalidReviewTime "INVALID_REVIEW_TIME":
                    "The review is dated in the future, or before its card was created.";
                ResetIdReused "RESET_ID_REUSED":
                    "Another reset, of another card or at another time, has this id.";
                InvalidResetTime "INVALID_RESET_TIME":
                    "The reset is dated in the future, or before its card was created.";
                InvalidDuration "INVALID_DURATION": "The duration is not within 0 to 3,600,000 milliseconds.";
                InvalidAnswer "INVALID_ANSWER":
                    "The answer is empty, longer than 200 characters, contains control characters, or is of the wrong \
                     kind for the exercise.";
                InvalidExercise "INVALID_EXERCISE":
                    "The exercise's id is malformed or longer than 200 characters, belongs to another card, or refers \
                     to something that the content no longer has.";

                // Learning: notes, synonyms, reports
                InvalidNote "INVALID_NOTE": "The note is longer than 2,000 characters, or contains control characters.";
                InvalidSynonym "INVALID_SYNONYM":
                    "A synonym is empty, longer than 100 characters, or contains control characters.";
                TooManySynonyms "TOO_MANY_SYNONYMS":
                    "The synonyms are in more than 8 languages, a language occurs twice, or a language has more than \
                     20 synonyms.";
                BlockedSynonym "BLOCKED_SYNONYM":
                    "The synonym is an answer that must not be accepted for this word.";
                SynonymOfAnotherWord "SYNONYM_OF_ANOTHER_WORD":
                    "The synonym is a meaning of another word of the lesson.";
                InvalidGloss "INVALID_GLOSS":
                    "The gloss is empty, longer than 300 characters, or contains control characters.";
                ReportAlreadyOpen "REPORT_ALREADY_OPEN":
                    "The viewer already has an open report about this word and language, or an open challenge of this \
                     review.";
                TooManyReports "TOO_MANY_REPORTS": "The viewer already has 50 open reports.";

                // Learning: word lists
                InvalidWordListSize "INVALID_WORD_LIST_SIZE":
                    "The table has no words, or the list would have no words that the courses teach, or more than 500.";
                TooManyWordLists "TOO_MANY_WORD_LISTS": "The viewer already has 50 word lists.";

                // Clubs
                UnknownInviteCode "UNKNOWN_INVITE_CODE": "No club has this invite code.";
                InvitationExpired "INVITATION_EXPIRED": "The invitation has expired.";
                InvitationUsedUp "INVITATION_USED_UP": "The invitation has no uses left.";
                TooManyInvitations "TOO_MANY_INVITATIONS":
                    "The club would have more than 1,000 usable invitations.";
                InvalidMaxUses "INVALID_MAX_USES": "The number of uses is not within 1 to 1,000.";
                InvalidExpiry "INVALID_EXPIRY":
                    "The expiry is in the past or more than 366 days away, or the text is not a time.";
                InvalidCsv "INVALID_CSV":
                    "The text is not a CSV table with a column «name» and at least one row.";
                TooManyRows "TOO_MANY_ROWS": "The table has more than 500 rows.";
                AlreadyMember "ALREADY_MEMBER": "The viewer, or the member to move, is already in the club.";
                TooManyJoinRequests "TOO_MANY_JOIN_REQUESTS":
                    "The viewer already has 20 open join requests.";
                LastLeader "LAST_LEADER":
                    "A club's last leader cannot leave, be removed or become an ordinary member. Leaders whose \
                     accounts are disabled or awaiting deletion do not count.";
                ClubArchived "CLUB_ARCHIVED":
                    "The club is archived: it accepts no new members, invitations or assignments, and shows no live \
                     activity.";
                LeadsClub "LEADS_CLUB": "The member leads the club: make them an ordinary member first.";
                MayNotLead "MAY_NOT_LEAD": "The account's role does not allow leading a club.";
                InvalidAssignmentSize "INVALID_ASSIGNMENT_SIZE":
                    "The assignment has no words, more than 200 words, or more than 10 lessons.";
                InvalidDeadline "INVALID_DEADLINE":
                    "The assignment's last day is past, before the first day, or more than 366 days after it; or the \
                     first day is more than 366 days ahead.";
                TooManyAssignments "TOO_MANY_ASSIGNMENTS": "The club has 30 current or future assignments.";
                AssignmentWithdrawn "ASSIGNMENT_WITHDRAWN": "The assignment has been withdrawn.";

                // Contests
                InvalidContestWords "INVALID_CONTEST_WORDS": "The contest has no words, or more than 500.";
                InvalidContestSpan "INVALID_CONTEST_SPAN":
                    "The contest ends before it begins, or is longer than 366 days.";
                ContestEnded "CONTEST_ENDED": "The contest has ended: its last day is over in the viewer's time zone.";
                InvalidTeamKind "INVALID_TEAM_KIND": "The contest has no teams of this kind.";

                // The directory
                CitationRequired "CITATION_REQUIRED": "A statement has no citation.";
                InvalidDirectoryText "INVALID_DIRECTORY_TEXT":
                    "A text is empty, too long (300 characters; descriptions and quotes 10,000), or contains control \
                     characters.";
                InvalidLink "INVALID_LINK": "The text is not a web address that begins with http:// or https:// and \
                                             has a host.";
                InvalidDate "INVALID_DATE":
                    "The text is not a date in the format of the field (EDTF, or a day such as `2026-11-23`), or is an \
                     interval where only a single date is allowed.";
                InvalidOpeningHours "INVALID_OPENING_HOURS":
                    "Only one of `opens` and `closes` is given, both are the same, or one is not a local time.";
                InvalidPeriod "INVALID_PERIOD":
                    "The period ends before it begins, or the organization is dissolved before it is founded.";
                InvalidIdentifier "INVALID_IDENTIFIER":
                    "The scheme is not a slug, or the value does not follow the rules of the scheme: `Q42` for \
                     wikidata, 16 characters with the check digit for isni, `0000-0002-1825-0097` for orcid, `05dxps055` \
                     for ror, digits for viaf, 12 digits for bin, otherwise 1 to 100 ASCII characters without spaces.";
                PossibleDuplicate "POSSIBLE_DUPLICATE":
                    "Another record has the same name or identifier, or is the same membership, and the editor has not \
                     allowed a duplicate (`allowDuplicate`).";
                InvalidArea "INVALID_AREA": "The text is not an ISO 3166 code.";
                UnknownKind "UNKNOWN_KIND":
                    "No kind of the vocabulary has this slug and the required scheme (`kindTerms`).";
                KindCycle "KIND_CYCLE": "The kind would be broader than itself.";
                InvalidCountry "INVALID_COUNTRY": "The text is not a country code of ISO 3166-1 (alpha-2).";
                InvalidCoordinates "INVALID_COORDINATES":
                    "The latitude is not within -90 to 90 degrees, or the longitude is not within -180 to 180 degrees.";
                InvalidValue "INVALID_VALUE": "The value is not a finite number.";
                InvalidIndicatorSubject "INVALID_INDICATOR_SUBJECT":
                    "The indicator names both an organization and an area, or neither.";
                MergeIntoSelf "MERGE_INTO_SELF": "A record cannot be merged into itself.";
                AlreadyMerged "ALREADY_MERGED": "The record has been merged into another one.";
                TreeCycle "TREE_CYCLE": "The organization would be part of itself.";
                ReferencesDraft "REFERENCES_DRAFT": "A published record would refer to a draft, which is not allowed.";
                StillReferenced "STILL_REFERENCED": "Published records refer to this record, or records use this kind.";
                AlreadySuperseded "ALREADY_SUPERSEDED": "Another observation supersedes this one.";
                InvalidWebhookUrl "INVALID_WEBHOOK_URL":
                    "The text is not a public address that begins with https://, or is longer than 2,000 characters.";
                TooManyWebhooks "TOO_MANY_WEBHOOKS": "There are 20 webhooks already.";
                PostOfOtherOrganization "POST_OF_OTHER_ORGANIZATION":
                    "The post belongs to another organization.";
                ObservationOfOtherIndicator "OBSERVATION_OF_OTHER_INDICATOR":
                    "A correction belongs to the indicator of the corrected observation. To move a value to another indicator, unpublish the observation, and create another one.";
            }
            codes_with_details {
                InvalidSchedule(ScheduleProblem) "INVALID_SCHEDULE":
                    "The schedule is not valid; the `message` explains why.";
            }
            details_of_codes {
                BeyondBatch "BEYOND_BATCH" of TooManyItems: "The review is not among the first 200 of its batch.";
                MovedMemberAlready "MOVED_MEMBER_ALREADY" of AlreadyMember:
                    "The member to move is already in the other club.";
                RequestDecided "REQUEST_DECIDED" of AlreadyDecided:
                    "The join request has been decided or withdrawn.";
                NoSuchDate "NO_SUCH_DATE" of InvalidDate: "The calendar does not have the date.";
                InvalidDay "INVALID_DAY" of InvalidDate: "The text is not a day like 2026-11-23.";
                InvalidTimeOfDay "INVALID_TIME_OF_DAY" of InvalidOpeningHours:
                    "The text is not a local time like 09:00.";
                ReversedInterval "REVERSED_INTERVAL" of InvalidDate: "The interval ends before it begins.";
                IntervalNotAllowed "INTERVAL_NOT_ALLOWED" of InvalidDate:
                    "An interval was given where a single date is expected.";
                RoleNeedsSecondFactor "ROLE_NEEDS_SECOND_FACTOR" of SecondFactorRequired:
                    "The viewer's role requires a second factor, which the account does not have.";
                ReportDecided "REPORT_DECIDED" of AlreadyDecided: "The report has been answered.";
            }
        }
    };
}
pub use crate::problem_table;

macro_rules! define_problem {
    (
        codes { $($variant:ident $code:tt: $doc:tt;)+ }
        codes_with_details { $($outer:ident($details:ident) $outer_code:tt: $outer_doc:tt;)+ }
        details_of_codes { $($inner:ident $name:tt of $of:ident: $inner_doc:tt;)+ }
    ) => {
        /// An expected failure of a request.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Problem {
            $(#[doc = $doc] $variant,)+
            $(#[doc = $outer_doc] $outer($details),)+
            $(#[doc = $inner_doc] $inner,)+
        }

        impl Problem {
            /// Returns all problems, with all their details.
            pub fn all() -> Vec<Self> {
                let mut all = vec![$(Self::$variant,)+ $(Self::$inner,)+];
                $(all.extend($details::ALL.iter().copied().map(Self::$outer));)+
                all
            }

            /// Returns the key of the sentence that says what to do.
            pub const fn message_key(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!("problem-", $code),)+
                    $(Self::$outer(details) => details.message_key(),)+
                    $(Self::$inner => concat!("problem-", $name),)+
                }
            }
        }
    };
}
problem_table!(define_problem);
