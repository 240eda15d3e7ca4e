-- Assignments so far and, within each segment in the order of (hash, id), those of newcomers; everybody
-- is sorted by id, so the number of a row stands for the id. Whoever left has no row. What this run
-- assigned has no run yet.
CREATE TABLE ledger AS
WITH known AS ({{known}}),
counters AS (SELECT segment, count(*) AS assigned FROM known GROUP BY segment),
members AS MATERIALIZED (
  SELECT
    people.person,
    coalesce(people.customer, known.customer) AS customer,
    coalesce(known.segment, people.segment) AS segment,
    known.arm,
    known.run_id
  FROM (SELECT rowid AS person, customer, {{segment}} AS segment FROM everybody) AS people
  FULL JOIN known ON people.customer = known.customer
),
newcomers AS (
  SELECT
    person,
    customer,
    segment,
    row_number() OVER (PARTITION BY segment ORDER BY control_hash(customer), person) - 1 AS place
  FROM members
  WHERE arm IS NULL
)
SELECT person, customer, segment, arm, run_id FROM members WHERE arm IS NOT NULL
UNION ALL
SELECT
  person,
  customer,
  newcomers.segment,
  {{arm}} AS arm,
  NULL AS run_id
FROM newcomers LEFT JOIN counters USING (segment)
