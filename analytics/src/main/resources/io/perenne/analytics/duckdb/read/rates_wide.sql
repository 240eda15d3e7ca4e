-- The same from a table in the manner of the European Central Bank: one column for each currency,
-- which holds how many units of it one euro buys.
SELECT date, currency, base / per_euro AS rate
FROM (
  SELECT
    CAST(time AS DATE) AS date,
    base,
    unnest([{{names}}]) AS currency,
    unnest([{{values}}]) AS per_euro,
    unnest([{{texts}}]) AS per_euro_text
  FROM (SELECT *, {{time}} AS time, {{base}} AS base FROM {{reader}})
)
WHERE per_euro_text IS NOT NULL AND base IS NOT NULL
