-- The place of every customer in the order of ids, in the order of a column.
SELECT place
FROM (
  SELECT (row_number() OVER (ORDER BY "CustomerId") - 1)::INTEGER AS place, {{column}} AS value
  FROM {{datamodel}}
)
ORDER BY value {{direction}} NULLS LAST, place
