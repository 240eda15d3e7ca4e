-- The ids of customers, each with the key under which its rows are collected on the way. Rows without
-- a customer are one group without a key: leaving it out here would keep them from being counted.
CREATE TABLE {{name}} AS
SELECT customer, CASE WHEN customer IS NOT NULL THEN {{customer_key}} END AS key, collected
FROM (
  SELECT customer, count({{collect_row}}({{row}})) AS collected
  FROM ({{ticket_rows}})
  GROUP BY customer
)
