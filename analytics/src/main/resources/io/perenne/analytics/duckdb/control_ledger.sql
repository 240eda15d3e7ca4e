-- Assignments so far and, within each segment in the order of (hash, id), those of newcomers; everybody
-- is sorted by id.
CREATE TABLE ledger AS
WITH known AS ({{known}}),
counters AS (SELECT segment, count(*) AS assigned FROM known GROUP BY segment),
newcomers AS (
  SELECT
    customer,
    {{segment}} AS segment,
    row_number() OVER (PARTITION BY {{segment}} ORDER BY control_hash(customer), rowid) - 1 AS place
  FROM everybody
  WHERE customer NOT IN (SELECT customer FROM known)
)
SELECT customer, segment, arm, run_id FROM known
UNION ALL
SELECT
  customer,
  newcomers.segment,
  control_arm(newcomers.segment, coalesce(counters.assigned, 0) + place) AS arm,
  {{run_id}} AS run_id
FROM newcomers LEFT JOIN counters USING (segment)
