-- How many rows do not have a greater id than the row before them: without one, no id comes twice.
SELECT count(*) FILTER (WHERE "CustomerId" <= before OR "CustomerId" IS NULL)::BIGINT
FROM (SELECT "CustomerId", lag("CustomerId") OVER () AS before FROM {{datamodel}})
