CREATE TABLE event_sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  created_by TEXT NOT NULL,
  created INTEGER NOT NULL,
  disabled INTEGER
) STRICT;

CREATE TABLE write_keys (
  key_hash TEXT NOT NULL PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES event_sources (id),
  prefix TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER
) STRICT;

CREATE INDEX write_keys_of_source ON write_keys (source_id);

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE,
  source_id INTEGER NOT NULL,
  received INTEGER NOT NULL,
  happened INTEGER NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  said TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX events_by_said ON events (said, happened);

CREATE TABLE events_waiting (
  event_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE,
  source_id INTEGER NOT NULL,
  received INTEGER NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX quarantine_by_reason ON quarantine (reason);

CREATE TABLE identity_evidence (
  said TEXT NOT NULL PRIMARY KEY,
  component INTEGER NOT NULL,
  event TEXT NOT NULL,
  happened INTEGER NOT NULL,
  by_hand INTEGER NOT NULL CHECK (by_hand IN (0, 1)),
  identifiers TEXT NOT NULL
) STRICT;

CREATE INDEX identity_evidence_of_component ON identity_evidence (component);

CREATE TABLE identifiers (
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  component INTEGER NOT NULL,
  carriers INTEGER NOT NULL,
  profile TEXT,
  PRIMARY KEY (type, value)
) STRICT;

CREATE INDEX identifiers_of_component ON identifiers (component);

CREATE INDEX identifiers_of_profile ON identifiers (profile);

CREATE TABLE profiles (
  id TEXT NOT NULL PRIMARY KEY,
  component INTEGER NOT NULL,
  events INTEGER NOT NULL,
  newest INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE INDEX profiles_of_component ON profiles (component);

CREATE TABLE profile_turns (
  turn INTEGER NOT NULL
) STRICT;

INSERT INTO profile_turns (turn) VALUES (0);
