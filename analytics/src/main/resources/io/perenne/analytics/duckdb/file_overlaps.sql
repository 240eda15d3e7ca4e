-- Rows of customers that stand in two files alike, for each pair of files with some: how many there
-- are, how many rows the smaller file has, and how many each has in the time that both cover. A row
-- with an order id on both sides is no case: the later file has that order anew.
WITH seen AS MATERIALIZED (
  SELECT
    file,
    time,
    hash(customer, time, amount, status, currency, channel, product, line, margin, refund_of) AS row_hash,
    "order" IS NOT NULL AS named,
    count(*) AS rows
  FROM ({{transactions}})
  WHERE bad = 0 AND customer IS NOT NULL AND {{sampled}}
  GROUP BY ALL
),
spans AS (
  SELECT file, min(time) AS first, max(time) AS last, sum(rows)::BIGINT AS rows
  FROM seen
  GROUP BY file
),
pairs AS (
  SELECT one.file AS one, other.file AS other, sum(least(one.rows, other.rows))::BIGINT AS rows
  FROM seen AS one
  JOIN seen AS other
    ON one.row_hash = other.row_hash AND one.file < other.file AND NOT (one.named AND other.named)
  GROUP BY ALL
  HAVING sum(least(one.rows, other.rows)) >= {{fewest}}
  ORDER BY rows DESC, one, other
  LIMIT {{most}}
)
SELECT
  pairs.one,
  pairs.other,
  pairs.rows,
  first_span.rows AS of_one,
  other_span.rows AS of_other,
  coalesce(sum(seen.rows) FILTER (seen.file = pairs.one), 0)::BIGINT AS common_of_one,
  coalesce(sum(seen.rows) FILTER (seen.file = pairs.other), 0)::BIGINT AS common_of_other
FROM pairs
JOIN spans AS first_span ON first_span.file = pairs.one
JOIN spans AS other_span ON other_span.file = pairs.other
JOIN seen
  ON seen.time BETWEEN greatest(first_span.first, other_span.first)
    AND least(first_span.last, other_span.last)
WHERE seen.file IN (pairs.one, pairs.other)
GROUP BY ALL
ORDER BY pairs.rows DESC, pairs.one, pairs.other
