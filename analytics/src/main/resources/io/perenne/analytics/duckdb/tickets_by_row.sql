-- Each row is a ticket of its own.
SELECT
  CASE WHEN bad = 0 THEN customer END AS customer,
  bad,
  time,
  amount,
  {{margin}} AS margin,
  {{countable}} AS countable,
  1 AS row_count
FROM ({{transactions}})
