-- What the earlier run said of each customer, and what its date looks like under today's rules.
CREATE TABLE previous AS
SELECT
  earlier.customer,
  earlier.segment,
  {{rebased_segment}} AS rebased,
  earlier.last_micros,
  earlier.purchase_days
FROM (
  SELECT
    "CustomerId" AS customer,
    "ID_CLV_SEGMENT"::INTEGER AS segment,
    last_micros,
    purchase_days
  FROM read_parquet({{file}})
) AS earlier {{rebased}}
