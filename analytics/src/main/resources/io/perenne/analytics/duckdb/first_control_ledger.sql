-- The assignments of a new ledger, within each segment in the order of (hash, id); everybody is sorted by
-- id, so the number of a row stands for the id. This run made them all: it has no name here.
CREATE TABLE ledger AS
SELECT person, customer, segment, {{arm}} AS arm, NULL::VARCHAR AS run_id
FROM (
  SELECT
    person,
    customer,
    segment,
    row_number() OVER (PARTITION BY segment ORDER BY control_hash(customer), person) - 1 AS place
  FROM (SELECT rowid AS person, customer, {{segment}} AS segment FROM everybody)
)
