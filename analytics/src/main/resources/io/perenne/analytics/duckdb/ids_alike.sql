-- Ids that differ only by case: written by two systems they may be one customer. Hashes are grouped
-- first, since texts are slow to group and nearly all are alone.
WITH alike AS (
  SELECT hash(lower(customer)) AS id
  FROM {{histories}}
  WHERE lower(customer) <> upper(customer)
  GROUP BY id
  HAVING count(*) > 1
)
SELECT string_agg(customer, ', ' ORDER BY customer) AS ids
FROM {{histories}}
WHERE hash(lower(customer)) IN (SELECT id FROM alike)
GROUP BY lower(customer)
HAVING count(*) > 1
ORDER BY ids
LIMIT {{most}}
