-- What the earlier run said of each customer, and what its date looks like under today's rules.
CREATE TABLE previous AS
SELECT
  earlier.customer AS previous_customer,
  earlier.segment AS previous_segment,
  {{rebased_segment}} AS previous_rebased,
  earlier.last_micros AS previous_last_micros,
  earlier.purchase_days AS previous_purchase_days
FROM (
  SELECT
    "CustomerId" AS customer,
    "ID_CLV_SEGMENT"::INTEGER AS segment,
    last_micros,
    purchase_days
  FROM read_parquet({{file}})
) AS earlier {{rebased}}
