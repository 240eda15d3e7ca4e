CREATE TABLE audiences (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  rule TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL
);

CREATE TABLE audience_people (
  profile TEXT NOT NULL PRIMARY KEY,
  mark BIGINT NOT NULL,
  touched BIGINT NOT NULL CHECK (touched IN (0, 1)),
  due BIGINT,
  facts TEXT NOT NULL
);

CREATE INDEX audience_people_touched ON audience_people (touched) WHERE touched <> 0;

CREATE INDEX audience_people_by_due ON audience_people (due);

CREATE TABLE audience_facts (
  profile TEXT NOT NULL,
  name TEXT NOT NULL,
  place BIGINT NOT NULL,
  text TEXT NOT NULL,
  number DOUBLE PRECISION,
  moment BIGINT,
  PRIMARY KEY (profile, name, place)
);

CREATE TABLE audience_members (
  audience TEXT NOT NULL,
  profile TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (audience, profile)
);

CREATE INDEX audience_members_of_profile ON audience_members (profile);

UPDATE standings SET touched = 1, mark = mark + 1 WHERE touched = 0
