CREATE TABLE catalogue_versions (
  hash TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  used INTEGER NOT NULL
) STRICT;

CREATE TABLE decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  decision TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  touchpoint TEXT NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('shown', 'held-back', 'nothing')),
  action TEXT,
  propensity REAL NOT NULL,
  seed INTEGER NOT NULL,
  run TEXT NOT NULL,
  catalogue TEXT NOT NULL,
  answer TEXT NOT NULL
) STRICT;

CREATE INDEX decisions_of_person ON decisions (person);

CREATE TABLE contacts (
  contact TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  channel TEXT NOT NULL,
  action TEXT NOT NULL,
  issue TEXT NOT NULL,
  cost REAL NOT NULL,
  response TEXT NOT NULL
    CHECK (response IN ('open', 'ignored', 'answered', 'unsubscribed', 'complained'))
) STRICT;

CREATE INDEX contacts_of_person ON contacts (person);

CREATE INDEX contacts_of_action ON contacts (action);

-- A run remembers the place of the last event that it knew, so no place may be given twice: without AUTOINCREMENT
-- the next event takes the place of the last one if that was removed. PostgreSQL gives none twice.
CREATE TABLE events_in_place (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id TEXT NOT NULL UNIQUE,
  source_id INTEGER NOT NULL,
  received INTEGER NOT NULL,
  happened INTEGER NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  said TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

INSERT INTO events_in_place SELECT id, message_id, source_id, received, happened, type, name, said, body FROM events;

DROP TABLE events;

ALTER TABLE events_in_place RENAME TO events;

CREATE INDEX events_by_said ON events (said, happened)
