-- How much what customers spend in a quarter varies, and what part of that the quarter before tells: what a control
-- group can see. By segment, so that segments can be added. Only columns of the contract.
SELECT
  "ID_CLV_SEGMENT" AS segment,
  count(*) AS customers,
  sum(now) AS sum_now,
  sum(now * now) AS squares_now,
  sum(before) AS sum_before,
  sum(before * before) AS squares_before,
  sum(now * before) AS products
FROM (
  SELECT
    "ID_CLV_SEGMENT",
    "LST90DAYS_REVENUE"::DOUBLE AS now,
    "LST180DAYS_REVENUE"::DOUBLE - "LST90DAYS_REVENUE"::DOUBLE AS before
  FROM {{customers}})
GROUP BY ALL
ORDER BY ALL
