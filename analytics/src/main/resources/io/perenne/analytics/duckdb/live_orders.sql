-- How many orders events tell, how many of those the files have as well, and how many of the others look like
-- an order of the files under another id: of the same customer, day and money. Then of how many orders of the
-- files events say that money was given back which the files have not taken off, and how much that is: what they
-- have of the order is nearer to the whole than to what events left of it.
WITH rows AS MATERIALIZED (
  SELECT file = {{events}} AS is_event, customer, time, amount, "order", refund_of
  FROM ({{transactions}})
  WHERE bad = 0
),
of_files AS MATERIALIZED (
  SELECT customer, "order", CAST(min(time) AS DATE) AS day, {{money}}(amount) AS amount
  FROM rows
  WHERE NOT is_event AND "order" IS NOT NULL
  GROUP BY customer, "order"
),
refunded AS (
  SELECT refund_of, sum(abs(amount)) AS amount
  FROM rows
  WHERE NOT is_event AND refund_of IS NOT NULL
  GROUP BY refund_of
),
given_back AS (
  SELECT told."order", told.given_back
  FROM read_csv(
    {{given_back}},
    header = true,
    columns = {'order': 'VARCHAR', 'bought': 'DECIMAL(38, 4)', 'given_back': 'DECIMAL(38, 4)'}) AS told
  JOIN (SELECT "order", sum(amount) AS amount FROM of_files GROUP BY "order") AS known USING ("order")
  LEFT JOIN refunded ON refunded.refund_of = told."order"
  WHERE known.amount - coalesce(refunded.amount, 0) > told.bought - told.given_back / 2
)
SELECT
  count(*),
  count(*) FILTER ("order" IN (SELECT "order" FROM of_files)),
  count(*) FILTER (
    "order" NOT IN (SELECT "order" FROM of_files)
    AND (customer, CAST(time AS DATE), amount) IN (SELECT (customer, day, amount) FROM of_files WHERE customer IS NOT NULL)
  ),
  (SELECT count(*) FROM given_back),
  (SELECT coalesce(sum(given_back), 0) FROM given_back)
FROM rows
WHERE is_event AND "order" IS NOT NULL
