-- Customers by id, each with the key under which its rows are collected on the way; and how many rows
-- belong to no customer, by reason.
CREATE TABLE {{name}} AS
SELECT
  customer,
  bad,
  CASE WHEN customer IS NOT NULL THEN {{customer_key}} END AS key,
  row_count,
  collected
FROM (
  SELECT
    customer,
    bad,
    count(*) AS row_count,
    count({{collect_row}}({{row}})) AS collected
  FROM ({{ticket_rows}})
  GROUP BY customer, bad
)
