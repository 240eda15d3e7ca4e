-- Sends every customer to the table purchase_histories and answers what the rows were.
SELECT
  bad,
  customer IS NULL AS anonymous,
  sum(row_count)::BIGINT AS row_count,
  coalesce(sum(CASE WHEN customer IS NOT NULL THEN {{collect_history}}(customer, first_micros, last_micros, tickets) END), 0)::BIGINT AS customers
FROM ({{customer_tickets}})
GROUP BY ALL
