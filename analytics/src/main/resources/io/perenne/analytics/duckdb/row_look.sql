-- The rows by currency: how many, their money, their time, and how many different ones there are.
SELECT
  coalesce(currency, ''),
  count(*) AS rows,
  coalesce(sum(abs(amount)), 0)::DECIMAL(38, 2),
  count(*) - count(DISTINCT hash(customer, time, amount, "order", status, product, refund_of)),
  min(time) FILTER (bad = 0),
  max(time) FILTER (bad = 0)
FROM ({{transactions}})
GROUP BY 1
ORDER BY rows DESC, 1
