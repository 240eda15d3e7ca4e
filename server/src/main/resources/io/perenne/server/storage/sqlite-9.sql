CREATE TABLE linkage_suggestions (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  millionths INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (one, other)
) STRICT;

CREATE TABLE linkage_refusals (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (one, other)
) STRICT
