CREATE TABLE identity_verdicts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  same INTEGER NOT NULL CHECK (same IN (0, 1)),
  one_type TEXT NOT NULL,
  one_value TEXT NOT NULL,
  other_type TEXT NOT NULL,
  other_value TEXT NOT NULL,
  said TEXT NOT NULL,
  event TEXT NOT NULL UNIQUE,
  undone INTEGER
) STRICT;

CREATE TABLE erasures (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  document TEXT NOT NULL,
  returned INTEGER NOT NULL
) STRICT;

CREATE TABLE erased_identifiers (
  hash TEXT NOT NULL PRIMARY KEY,
  erased INTEGER NOT NULL,
  erasure INTEGER NOT NULL
) STRICT;

CREATE TABLE erased_messages (
  hash TEXT NOT NULL PRIMARY KEY,
  erasure INTEGER NOT NULL
) STRICT;

CREATE INDEX identifiers_by_value ON identifiers (value)
