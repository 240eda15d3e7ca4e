CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'unknown')),
  created INTEGER NOT NULL,
  started INTEGER,
  ended INTEGER,
  run_id TEXT,
  problem_es TEXT,
  problem_en TEXT,
  progress TEXT
) STRICT;

CREATE INDEX open_jobs ON jobs (state);

CREATE TABLE schedule (
  name TEXT NOT NULL PRIMARY KEY,
  next_due INTEGER NOT NULL,
  last_started INTEGER
) STRICT;
