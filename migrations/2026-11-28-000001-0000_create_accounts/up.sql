-- Accounts and their sessions.

-- The alphabetical order of each language, numbers by value.
CREATE COLLATION kk (provider = icu, locale = 'kk-KZ-u-kn-true');
CREATE COLLATION ru (provider = icu, locale = 'ru-KZ-u-kn-true');
CREATE COLLATION en (provider = icu, locale = 'en-u-kn-true');

CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    email text CHECK (email = lower(email)) UNIQUE,
    email_verified_at timestamptz,
    password_hash text NOT NULL,
    display_name text COLLATE kk NOT NULL,
    role text NOT NULL DEFAULT 'learner' CHECK (role IN ('learner', 'leader', 'editor', 'admin')),
    created_at timestamptz NOT NULL,
    totp_secret bytea,
    totp_last_step bigint NOT NULL DEFAULT 0,
    totp_confirmed_at timestamptz CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL),
    second_factor_at timestamptz,
    disabled_at timestamptz,
    deletion_due_at timestamptz,
    username text CHECK (username ~ '^[a-z][a-z0-9]{3,29}$') UNIQUE,
    CONSTRAINT accounts_have_a_login_name CHECK ((email IS NOT NULL) OR (username IS NOT NULL))
);
CREATE INDEX accounts_page ON accounts (created_at, id);
CREATE INDEX accounts_deletion_due_at ON accounts (deletion_due_at) WHERE deletion_due_at IS NOT NULL;
COMMENT ON TABLE accounts IS
    'A person who can log in.';
COMMENT ON COLUMN accounts.email IS
    'The login name, in one normal form so that it is unique in any spelling; null if the account has only a user name.';
COMMENT ON COLUMN accounts.email_verified_at IS
    'When the account''s owner verified the e-mail address; null if it is not verified.';
COMMENT ON COLUMN accounts.password_hash IS
    'A PHC string of argon2id.';
COMMENT ON COLUMN accounts.role IS
    'The account''s rights beyond learning: leaders, editors and admins may create clubs; editors manage the directory and lessons; admins manage accounts.';
COMMENT ON COLUMN accounts.totp_secret IS
    'The secret of RFC 6238 that an authenticator app shares, encrypted if the service has a key for that; null if there is none.';
COMMENT ON COLUMN accounts.totp_last_step IS
    'The latest step whose code was used, so that each code counts once.';
COMMENT ON COLUMN accounts.totp_confirmed_at IS
    'When the authenticator app showed its first code; null if there is no app, or it has shown none yet.';
COMMENT ON COLUMN accounts.second_factor_at IS
    'When the account got its first second factor, an authenticator app or a passkey; null if it has none, and logging in requires only the password.';
COMMENT ON COLUMN accounts.disabled_at IS
    'When an admin disabled the account; null if its owner can log in.';
COMMENT ON COLUMN accounts.deletion_due_at IS
    'When the account will be deleted at its owner''s request; logging in before then revokes the request.';
COMMENT ON COLUMN accounts.username IS
    'The login name of a pupil without an e-mail address: plain Latin letters and digits.';

CREATE TABLE login_codes (
    account_id uuid PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    leader_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX login_codes_leader_id ON login_codes (leader_id);
COMMENT ON TABLE login_codes IS
    'One-time codes with which pupils without an e-mail address set a new password. A new code replaces the last one.';
COMMENT ON COLUMN login_codes.code_hash IS
    'SHA-256 of the account''s id and the code.';
COMMENT ON COLUMN login_codes.leader_id IS
    'The leader who created the code. It can be used as long as this leader leads a club of the pupil.';

CREATE TABLE sessions (
    token_hash bytea PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    device text,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    authenticated_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_account_id ON sessions (account_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);
COMMENT ON TABLE sessions IS
    'One login of an account, until it logs out or expires.';
COMMENT ON COLUMN sessions.token_hash IS
    'SHA-256 of the opaque token, so that reading this table does not allow logging in.';
COMMENT ON COLUMN sessions.device IS
    'The label of the client''s device.';
COMMENT ON COLUMN sessions.last_used_at IS
    'When the session was last used, to within an hour.';
COMMENT ON COLUMN sessions.authenticated_at IS
    'When the password was last entered.';
COMMENT ON COLUMN sessions.expires_at IS
    'When the session expires; moved on while it is used.';

CREATE TABLE password_attempts (
    key bytea PRIMARY KEY,
    failures integer NOT NULL,
    next_at timestamptz NOT NULL
);
CREATE INDEX password_attempts_next_at ON password_attempts (next_at);
COMMENT ON TABLE password_attempts IS
    'Failed attempts at passwords, and requests for messages, counted by all processes together. Rows that have not been used for a day no longer count.';
COMMENT ON COLUMN password_attempts.key IS
    'SHA-256 of what is counted: attempts with an e-mail address, with or without an account, or on a known device; or messages to an address or about an account.';
COMMENT ON COLUMN password_attempts.failures IS
    'The number of attempts since the last success or the last quiet day.';
COMMENT ON COLUMN password_attempts.next_at IS
    'The time from which another attempt is accepted.';

-- Unlogged, because a crash loses no more than a minute of counting. No index on the time: it would make each update of a row
-- an update of the index.
CREATE UNLOGGED TABLE attempt_rates (
    key bytea PRIMARY KEY,
    full_at timestamptz NOT NULL
);
COMMENT ON TABLE attempt_rates IS
    'Attempts per minute, counted by all processes together. Each attempt takes one from a budget that refills evenly within a minute.';
COMMENT ON COLUMN attempt_rates.key IS
    'SHA-256 of what is counted: attempts from a client address, or attempts of an account at invite codes.';
COMMENT ON COLUMN attempt_rates.full_at IS
    'The time at which the budget is full again. From then on the row says nothing, and may be deleted.';

CREATE TABLE recovery_codes (
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);
COMMENT ON TABLE recovery_codes IS
    'Codes that replace a code of the authenticator app, until they are used.';
COMMENT ON COLUMN recovery_codes.code_hash IS
    'SHA-256 of the code, so that reading this table does not allow using it.';

CREATE TABLE passkeys (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    credential_id bytea NOT NULL UNIQUE,
    public_key bytea NOT NULL,
    algorithm integer NOT NULL,
    counter bigint NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX passkeys_account_id ON passkeys (account_id);
COMMENT ON TABLE passkeys IS
    'The WebAuthn credentials of accounts: each logs in alone, or as the second factor.';
COMMENT ON COLUMN passkeys.credential_id IS
    'The id that the device made.';
COMMENT ON COLUMN passkeys.public_key IS
    'A COSE key (RFC 9052).';
COMMENT ON COLUMN passkeys.algorithm IS
    'The COSE algorithm of its signatures.';
COMMENT ON COLUMN passkeys.counter IS
    'The number of signatures that the device last reported; it must rise, unless the device always reports 0.';
COMMENT ON COLUMN passkeys.name IS
    'The name that the owner gave it.';
COMMENT ON COLUMN passkeys.last_used_at IS
    'When it was last used; null if it has not been yet.';

CREATE TABLE passkey_challenges (
    challenge bytea PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('registration', 'log_in', 'second_factor')),
    account_id uuid REFERENCES accounts ON DELETE CASCADE,
    state jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT passkey_challenges_of_registrations_have_an_account CHECK ((account_id IS NOT NULL) = (purpose = 'registration'))
);
CREATE INDEX passkey_challenges_account_id ON passkey_challenges (account_id);
CREATE INDEX passkey_challenges_expires_at ON passkey_challenges (expires_at);
COMMENT ON TABLE passkey_challenges IS
    'Challenges of WebAuthn that a device has yet to answer. Each is deleted by its first answer, right or wrong.';
COMMENT ON COLUMN passkey_challenges.purpose IS
    'What the answer is for. It is valid for nothing else.';
COMMENT ON COLUMN passkey_challenges.account_id IS
    'The account that registers a passkey; null for a login, whose account the answer tells.';
COMMENT ON COLUMN passkey_challenges.state IS
    'What the answer is compared with.';

CREATE TABLE known_devices (
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, token_hash)
);
CREATE INDEX known_devices_last_used_at ON known_devices (last_used_at);
COMMENT ON TABLE known_devices IS
    'Devices on which an account has logged in: guessing elsewhere does not delay their logins.';
COMMENT ON COLUMN known_devices.token_hash IS
    'SHA-256 of the opaque device token.';

CREATE TABLE email_outbox (
    id uuid PRIMARY KEY,
    account_id uuid REFERENCES accounts ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN (
        'verification', 'change', 'change_notice', 'password_reset', 'password_notice', 'email_notice',
        'app_added_notice', 'app_removed_notice', 'passkey_added_notice', 'passkey_removed_notice',
        'recovery_codes_notice', 'reset_notice')),
    address text NOT NULL,
    language text NOT NULL CHECK (language IN ('kk', 'ru', 'en')),
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0
);
CREATE INDEX email_outbox_due_at ON email_outbox (due_at);
CREATE INDEX email_outbox_account_id ON email_outbox (account_id);
COMMENT ON TABLE email_outbox IS
    'E-mail messages that are yet to be sent. A row is written in the transaction that causes the message, and deleted when the message has been sent. The text is written when the message is sent, and stored nowhere.';
COMMENT ON COLUMN email_outbox.account_id IS
    'The account that the message is about; null for a password reset, whose account is looked up when the message is sent.';
COMMENT ON COLUMN email_outbox.address IS
    'The e-mail address to send the message to.';
COMMENT ON COLUMN email_outbox.due_at IS
    'The time from which a process may send the message; moved on by the process that tries to.';
COMMENT ON COLUMN email_outbox.attempts IS
    'How many times a process has begun to send the message.';

CREATE TABLE email_links (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('verification', 'change', 'password_reset')),
    address text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX email_links_account_id ON email_links (account_id);
CREATE INDEX email_links_expires_at ON email_links (expires_at);
COMMENT ON TABLE email_links IS
    'The links of e-mail messages, until they are used or expire.';
COMMENT ON COLUMN email_links.token_hash IS
    'SHA-256 of the token in the link, so that reading this table does not allow using it.';
COMMENT ON COLUMN email_links.kind IS
    'The kind of the message, which determines the purpose of the link.';
COMMENT ON COLUMN email_links.address IS
    'The e-mail address that the message was sent to; of a change, the new one.';

CREATE TABLE account_log (
    id uuid PRIMARY KEY,
    account_id uuid REFERENCES accounts ON DELETE SET NULL,
    action text NOT NULL,
    role text,
    actor text NOT NULL CHECK (actor IN ('owner', 'admin', 'operator')),
    actor_id uuid REFERENCES accounts ON DELETE SET NULL,
    logged_at timestamptz NOT NULL
);
CREATE INDEX account_log_account_id ON account_log (account_id, id);
CREATE INDEX account_log_actor_id ON account_log (actor_id) WHERE actor_id IS NOT NULL;
COMMENT ON TABLE account_log IS
    'What happened to accounts besides studying: how their owners log in, roles, exports and deletions. Append-only.';
COMMENT ON COLUMN account_log.id IS
    'Increases with time.';
COMMENT ON COLUMN account_log.account_id IS
    'The account; null if it was deleted.';
COMMENT ON COLUMN account_log.role IS
    'The new role, if the role was changed.';
COMMENT ON COLUMN account_log.actor IS
    'Who did it.';
COMMENT ON COLUMN account_log.actor_id IS
    'The admin who did it; null if it was somebody else, or if the admin''s account was deleted.';

CREATE TABLE deleted_ids (
    id uuid PRIMARY KEY
);
COMMENT ON TABLE deleted_ids IS
    'The ids of deleted clubs, word lists and webhooks that follow from a client''s UUID, so that a mutation that is sent again does not create them anew; for such accounts, a hash of the id.';
