CREATE TABLE standings (
  profile TEXT NOT NULL PRIMARY KEY,
  mark INTEGER NOT NULL,
  touched INTEGER NOT NULL CHECK (touched IN (0, 1, 2)),
  merged INTEGER NOT NULL CHECK (merged IN (0, 1)),
  due INTEGER,
  run TEXT NOT NULL,
  known_by TEXT NOT NULL,
  told TEXT,
  customer TEXT,
  changes INTEGER NOT NULL
) STRICT;

CREATE INDEX standings_touched ON standings (touched) WHERE touched <> 0;

CREATE INDEX standings_by_due ON standings (due);

CREATE INDEX standings_of_run ON standings (run);

INSERT INTO standings (profile, mark, touched, merged, run, known_by, changes)
  SELECT id, 0, 1, 0, '', '', 0 FROM profiles;

CREATE TABLE changes (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  profile TEXT NOT NULL,
  name TEXT NOT NULL,
  happened INTEGER NOT NULL,
  found INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX changes_of_profile ON changes (profile, position);

CREATE INDEX changes_by_time ON changes (found);

CREATE TABLE change_receivers (
  name TEXT NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  write_key TEXT,
  kinds TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created INTEGER NOT NULL,
  position INTEGER NOT NULL,
  paused INTEGER,
  failures INTEGER NOT NULL,
  failing_since INTEGER,
  next_try INTEGER,
  problem_es TEXT,
  problem_en TEXT,
  delivered INTEGER
) STRICT;

CREATE TABLE leases (
  name TEXT NOT NULL PRIMARY KEY,
  server TEXT NOT NULL,
  lease_until INTEGER NOT NULL
) STRICT;
