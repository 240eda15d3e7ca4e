-- What an earlier run expected of those who had bought by then, and what has come since: of one customer in so many,
-- told by a hash of the id. Who is no longer known has no later values.
SELECT
  earlier.segment,
  earlier.purchase_days,
  earlier.first_micros,
  earlier.last_micros,
  earlier.log_gaps,
  earlier.expected,
  earlier.expected_purchases,
  later.so_far - earlier.so_far AS money,
  later.purchase_days - earlier.purchase_days AS purchases
FROM (
  SELECT
    "CustomerId" AS customer,
    "ID_CLV_SEGMENT" AS segment,
    purchase_days,
    first_micros,
    last_micros,
    {{log_gaps}} AS log_gaps,
    "RESID_VALUE"::DOUBLE AS expected,
    "EXPECTED_PURCHASES"::DOUBLE AS expected_purchases,
    "LTV_VALUE"::DOUBLE - "RESID_VALUE"::DOUBLE AS so_far
  FROM {{before}}
  WHERE purchase_days > 0 AND hash("CustomerId") % {{every}} = 0) AS earlier
LEFT JOIN (
  SELECT "CustomerId" AS customer, purchase_days, "LTV_VALUE"::DOUBLE - "RESID_VALUE"::DOUBLE AS so_far
  FROM {{now}}
  WHERE hash("CustomerId") % {{every}} = 0) AS later USING (customer)
ORDER BY earlier.expected DESC, customer
