CREATE TABLE audiences (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  rule TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT;

CREATE TABLE audience_people (
  profile TEXT NOT NULL PRIMARY KEY,
  mark INTEGER NOT NULL,
  touched INTEGER NOT NULL CHECK (touched IN (0, 1)),
  due INTEGER,
  facts TEXT NOT NULL
) STRICT;

CREATE INDEX audience_people_touched ON audience_people (touched) WHERE touched <> 0;

CREATE INDEX audience_people_by_due ON audience_people (due);

CREATE TABLE audience_facts (
  profile TEXT NOT NULL,
  name TEXT NOT NULL,
  place INTEGER NOT NULL,
  text TEXT NOT NULL,
  number REAL,
  moment INTEGER,
  PRIMARY KEY (profile, name, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE audience_members (
  audience TEXT NOT NULL,
  profile TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (audience, profile)
) STRICT;

CREATE INDEX audience_members_of_profile ON audience_members (profile);

UPDATE standings SET touched = 1, mark = mark + 1 WHERE touched = 0
