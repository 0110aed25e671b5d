-- Times are seconds since 1970 in UTC, but where a name ends in _ms.

-- What an older sandbox kept of applications; each start makes those of the seed known again.
DROP TABLE IF EXISTS applications;

CREATE TABLE IF NOT EXISTS apps (
    app_id TEXT PRIMARY KEY,
    app_key TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('single', 'sp')),
    corp_id TEXT NOT NULL, -- the enterprise of a single one, else the service provider itself
    description TEXT NOT NULL DEFAULT '',
    status INTEGER NOT NULL DEFAULT 0, -- 0 normal, 1 stopped
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    former_key TEXT NOT NULL DEFAULT '', -- the key before the last reset
    former_key_until INTEGER NOT NULL DEFAULT 0,
    planted_key TEXT NOT NULL DEFAULT '', -- with which a start of the sandbox made it known
    is_deleted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS apps_of_enterprise ON apps (corp_id);

CREATE TABLE IF NOT EXISTS enterprises (
    corp_id TEXT PRIMARY KEY,
    sp_app_id TEXT NOT NULL, -- '' for one that has its own application
    name TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS users (
    uuid TEXT PRIMARY KEY,
    corp_id TEXT NOT NULL,
    third_account TEXT NOT NULL, -- '' for the default administrator
    account TEXT NOT NULL,
    sip_number TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    dept_code TEXT NOT NULL,
    user_type INTEGER NOT NULL,
    admin_type INTEGER NOT NULL,
    UNIQUE (corp_id, third_account)
);
CREATE INDEX IF NOT EXISTS users_by_account ON users (account);

-- Of those who can sign in with their account.
CREATE TABLE IF NOT EXISTS passwords (
    user_uuid TEXT PRIMARY KEY,
    password TEXT NOT NULL,
    wrong_in_a_row INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0
);

-- The root, '1', is the enterprise itself and has no row.
CREATE TABLE IF NOT EXISTS departments (
    corp_id TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_code TEXT NOT NULL,
    PRIMARY KEY (corp_id, code)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS devices (
    uuid TEXT PRIMARY KEY,
    corp_id TEXT NOT NULL,
    sn TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('TE', '3rd')),
    model TEXT NOT NULL,
    account TEXT NOT NULL,
    sip_number TEXT NOT NULL,
    dept_code TEXT NOT NULL,
    email TEXT NOT NULL,
    description TEXT NOT NULL,
    status INTEGER NOT NULL, -- 0 normal, 1 stopped
    UNIQUE (corp_id, sn)
);

-- One for each enterprise or service provider that has its events pushed.
CREATE TABLE IF NOT EXISTS webhooks (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL UNIQUE, -- the enterprise or the service provider
    subscriber_id TEXT NOT NULL,
    subscriber_key TEXT NOT NULL,
    url TEXT NOT NULL,
    status INTEGER NOT NULL -- 0 switched on, 1 not, 2 locked
);

-- What is to be pushed to a webhook; gone once it is on its way.
CREATE TABLE IF NOT EXISTS events (
    n INTEGER PRIMARY KEY,
    webhook_id TEXT NOT NULL,
    name TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    payload TEXT NOT NULL -- JSON
);

-- Meetings that were held and left before their end: nobody can come back from then on.
CREATE TABLE IF NOT EXISTS conclusions (
    conference_id TEXT PRIMARY KEY,
    conf_uuid TEXT NOT NULL,
    occurrence_id TEXT NOT NULL, -- '' for a single meeting
    at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS conclusions_due ON conclusions (at);

CREATE TABLE IF NOT EXISTS tokens (
    access_token TEXT PRIMARY KEY,
    refresh_token TEXT NOT NULL UNIQUE,
    user_uuid TEXT NOT NULL,
    client_type INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    valid_period INTEGER NOT NULL,
    ip TEXT NOT NULL,
    ended TEXT NOT NULL -- '' while it lives, 'kicked' by a newer one, 'ended' by logout, refresh or a fault
);
CREATE INDEX IF NOT EXISTS tokens_of_user ON tokens (user_uuid, ended, created_ms);

-- What the caller invents for each signature; remembered as long as that signature would be accepted.
CREATE TABLE IF NOT EXISTS sign_nonces (
    app_id TEXT NOT NULL,
    sign_nonce TEXT NOT NULL,
    expires_at INTEGER NOT NULL, -- 0: never
    PRIMARY KEY (app_id, sign_nonce)
);

-- What the vendor hands out to sign a client in once.
CREATE TABLE IF NOT EXISTS login_tickets (
    ticket TEXT PRIMARY KEY,
    user_uuid TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    is_spent INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS rooms (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    owner_uuid TEXT NOT NULL,
    name TEXT NOT NULL,
    mode INTEGER NOT NULL, -- 0 a person's own number, 1 a cloud room
    parties INTEGER NOT NULL,
    host_password TEXT NOT NULL,
    guest_password TEXT NOT NULL,
    guests_may_start INTEGER NOT NULL,
    status INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS rooms_of_user ON rooms (owner_uuid, mode);

-- Cloud rooms are bought by an enterprise, and then assigned to a user or a terminal (owner_uuid), or to nobody yet ('').
CREATE TABLE IF NOT EXISTS room_packages (
    room_id TEXT PRIMARY KEY,
    corp_id TEXT NOT NULL,
    name TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS room_packages_of_enterprise ON room_packages (corp_id);

CREATE TABLE IF NOT EXISTS meetings (
    conference_id TEXT PRIMARY KEY,
    corp_id TEXT NOT NULL,
    scheduler_uuid TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    is_immediate INTEGER NOT NULL,
    host_password TEXT NOT NULL,
    guest_password TEXT NOT NULL, -- '': guests need none
    host_random TEXT NOT NULL,
    guest_random TEXT NOT NULL,
    subject TEXT NOT NULL,
    vmr_id TEXT NOT NULL,
    fields TEXT NOT NULL, -- JSON: the whole object, with defaults in place of what was left out
    attendees TEXT NOT NULL, -- JSON: as last written
    is_cancelled INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS meetings_coming ON meetings (end_at) WHERE NOT is_cancelled;
CREATE INDEX IF NOT EXISTS meetings_in_room ON meetings (vmr_id, end_at) WHERE NOT is_cancelled;

-- What each change has replaced, for lists that are behind; of a new meeting conference_id alone.
CREATE TABLE IF NOT EXISTS former_meetings (
    n INTEGER PRIMARY KEY,
    changed_ms INTEGER NOT NULL,
    conference_id TEXT NOT NULL,
    corp_id TEXT,
    scheduler_uuid TEXT,
    start_at INTEGER,
    end_at INTEGER,
    is_immediate INTEGER,
    host_password TEXT,
    guest_password TEXT,
    host_random TEXT,
    guest_random TEXT,
    subject TEXT,
    vmr_id TEXT,
    fields TEXT,
    attendees TEXT,
    is_cancelled INTEGER
);
CREATE INDEX IF NOT EXISTS former_meetings_changed ON former_meetings (changed_ms);

-- A meeting that has a row here is a series; its own times are those of the occurrence that is on, or next.
CREATE TABLE IF NOT EXISTS series (
    conference_id TEXT PRIMARY KEY,
    cycle TEXT NOT NULL -- JSON: cycleParams as answers show them
);

CREATE TABLE IF NOT EXISTS occurrences (
    id TEXT PRIMARY KEY, -- cycleSubConfID
    conference_id TEXT NOT NULL,
    day TEXT NOT NULL, -- the date that the rule gives it, in the zone of the series
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    fields TEXT NOT NULL -- JSON: what was changed for it alone
);
CREATE INDEX IF NOT EXISTS occurrences_of_series ON occurrences (conference_id, start_at);

CREATE TABLE IF NOT EXISTS invitations (
    conference_id TEXT NOT NULL,
    third_account TEXT NOT NULL,
    PRIMARY KEY (third_account, conference_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS invitations_of_meeting ON invitations (conference_id);

-- One row each time that a meeting is held.
CREATE TABLE IF NOT EXISTS sessions (
    conf_uuid TEXT PRIMARY KEY,
    conference_id TEXT NOT NULL,
    corp_id TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL, -- by the clock, prolonged while somebody is there
    ended_at INTEGER,
    meeting TEXT NOT NULL DEFAULT '' -- JSON: the meeting as it was at the end
);
CREATE UNIQUE INDEX IF NOT EXISTS sessions_running ON sessions (conference_id) WHERE ended_at IS NULL;
CREATE INDEX IF NOT EXISTS sessions_ending ON sessions (ends_at) WHERE ended_at IS NULL;
CREATE INDEX IF NOT EXISTS sessions_by_start ON sessions (corp_id, started_at, conf_uuid) WHERE ended_at IS NOT NULL;

-- How many sessions of an enterprise began on a day (days since 1970) and have ended: pages of the history are
-- found by counting days and not rows.
CREATE TABLE IF NOT EXISTS ended_days (
    corp_id TEXT NOT NULL,
    day INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (corp_id, day)
) WITHOUT ROWID;

-- Those that had ended before days were counted.
INSERT INTO ended_days
SELECT corp_id, started_at / 86400, count(*) FROM sessions
WHERE ended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ended_days) GROUP BY 1, 2;

-- Another one with each session that ends: what is kept in memory of the history is of this version.
CREATE TABLE IF NOT EXISTS ended_version (
    version TEXT NOT NULL
);
INSERT INTO ended_version SELECT hex(randomblob(16)) WHERE NOT EXISTS (SELECT 1 FROM ended_version);

-- Meetings that begin by the clock when their time comes, unless somebody has begun them by then.
CREATE TABLE IF NOT EXISTS beginnings (
    conference_id TEXT PRIMARY KEY,
    start_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS beginnings_due ON beginnings (start_at);

-- Sessions that the clock has begun and nobody has opened yet: guests still wait for somebody who may.
CREATE TABLE IF NOT EXISTS unopened (
    conf_uuid TEXT PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS recordings (
    conf_uuid TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    ready_at INTEGER NOT NULL -- when transcoding ends
);

CREATE INDEX IF NOT EXISTS recordings_by_start ON recordings (started_at, conf_uuid);

-- What lets a file of a recording be fetched, in real time.
CREATE TABLE IF NOT EXISTS download_tokens (
    token TEXT PRIMARY KEY,
    conf_uuid TEXT NOT NULL,
    file TEXT NOT NULL, -- the end of its address
    is_for_once INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS download_tokens_ending ON download_tokens (expires_at);

-- What lets whoever holds it control a session, in real time.
CREATE TABLE IF NOT EXISTS control_tokens (
    token TEXT PRIMARY KEY,
    conf_uuid TEXT NOT NULL,
    is_host INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS control_tokens_ending ON control_tokens (expires_at);

-- What was done to a session; who was called and made host follows from the participants.
CREATE TABLE IF NOT EXISTS control_records (
    conf_uuid TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    source TEXT NOT NULL,
    operation TEXT NOT NULL,
    object TEXT NOT NULL -- a participant's id, or ''
);
CREATE INDEX IF NOT EXISTS control_records_of_session ON control_records (conf_uuid);

-- Sessions for which somebody has said how they go on: by so many minutes each time, 0 not by themselves.
CREATE TABLE IF NOT EXISTS prolongings (
    conf_uuid TEXT PRIMARY KEY,
    minutes INTEGER NOT NULL
);

-- How far the clock of the meetings was moved, each time.
CREATE TABLE IF NOT EXISTS moves (
    seconds INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS participants (
    id TEXT PRIMARY KEY,
    conf_uuid TEXT NOT NULL,
    user_uuid TEXT NOT NULL, -- '' for a guest without an account
    name TEXT NOT NULL,
    call_number TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('host', 'guest')),
    is_waiting INTEGER NOT NULL,
    platform TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    left_at INTEGER
);
CREATE INDEX IF NOT EXISTS participants_of_session ON participants (conf_uuid);

-- Sites that somebody has called into a session; who has answered is one of its participants, under the same id.
CREATE TABLE IF NOT EXISTS called_sites (
    id TEXT PRIMARY KEY,
    conf_uuid TEXT NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('host', 'guest')),
    user_uuid TEXT NOT NULL, -- '' for a number of nobody
    account_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('called', 'joining', 'in', 'left')),
    called_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS called_sites_of_session ON called_sites (conf_uuid);
CREATE INDEX IF NOT EXISTS called_sites_on ON called_sites (state) WHERE state <> 'left';

CREATE TABLE IF NOT EXISTS ledger (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    operation TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    caller TEXT NOT NULL,
    status INTEGER NOT NULL,
    request TEXT NOT NULL, -- JSON
    answer TEXT NOT NULL, -- JSON
    fault TEXT NOT NULL -- the kind of fault that met the answer
);

-- What can be switched while a session is on, as JSON; gone with its end.
CREATE TABLE IF NOT EXISTS live_settings (
    conf_uuid TEXT PRIMARY KEY,
    settings TEXT NOT NULL
);

-- How each participant of a running session is, under the participant's id; gone with its end.
CREATE TABLE IF NOT EXISTS participant_states (
    id TEXT PRIMARY KEY,
    conf_uuid TEXT NOT NULL,
    is_muted INTEGER NOT NULL DEFAULT 0,
    has_video INTEGER NOT NULL DEFAULT 1,
    has_hand_up INTEGER NOT NULL DEFAULT 0,
    is_sharing INTEGER NOT NULL DEFAULT 0,
    is_cohost INTEGER NOT NULL DEFAULT 0,
    may_record INTEGER NOT NULL DEFAULT 0,
    is_asked_to_share INTEGER NOT NULL DEFAULT 0,
    is_asked_for_video INTEGER NOT NULL DEFAULT 0,
    volume INTEGER NOT NULL DEFAULT 0, -- how loud somebody speaks right now
    network TEXT NOT NULL DEFAULT 'good', -- 'good', 'fair' or 'poor'
    listens TEXT NOT NULL DEFAULT '', -- a language of the interpretation
    view TEXT NOT NULL DEFAULT '', -- 'multi', or the id of whom a terminal looks at
    is_view_locked INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS participant_states_of_session ON participant_states (conf_uuid);

-- What came of calls, and why somebody left, as it is pushed.
CREATE TABLE IF NOT EXISTS call_results (
    n INTEGER PRIMARY KEY,
    conf_uuid TEXT NOT NULL,
    number TEXT NOT NULL,
    code TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS call_results_of_session ON call_results (conf_uuid, n);

-- What was said while there were captions.
CREATE TABLE IF NOT EXISTS captions (
    n INTEGER PRIMARY KEY,
    conf_uuid TEXT NOT NULL,
    participant_id TEXT NOT NULL,
    mandarin TEXT NOT NULL,
    english TEXT NOT NULL,
    at_ms INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS captions_of_session ON captions (conf_uuid, n);

-- What opens the pushing of one session once, in real time.
CREATE TABLE IF NOT EXISTS socket_tokens (
    token TEXT PRIMARY KEY,
    conf_uuid TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);

-- Tokens for control that the client of somebody in the meeting has: their right follows from who that is.
CREATE TABLE IF NOT EXISTS participant_tokens (
    token TEXT PRIMARY KEY,
    participant_id TEXT NOT NULL
);
