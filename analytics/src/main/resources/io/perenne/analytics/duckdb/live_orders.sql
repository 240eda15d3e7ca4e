-- How many orders events tell, how many of those the files have as well, and how many of the others look like
-- an order of the files under another id: of the same customer, day and money.
WITH rows AS MATERIALIZED (
  SELECT file = {{events}} AS is_event, customer, time, amount, "order"
  FROM ({{transactions}})
  WHERE bad = 0 AND "order" IS NOT NULL
),
of_files AS (
  SELECT customer, "order", CAST(min(time) AS DATE) AS day, {{money}}(amount) AS amount
  FROM rows
  WHERE NOT is_event
  GROUP BY customer, "order"
)
SELECT
  count(*),
  count(*) FILTER ("order" IN (SELECT "order" FROM of_files)),
  count(*) FILTER (
    "order" NOT IN (SELECT "order" FROM of_files)
    AND (customer, CAST(time AS DATE), amount) IN (SELECT (customer, day, amount) FROM of_files WHERE customer IS NOT NULL)
  )
FROM rows
WHERE is_event
