SELECT customer, time, amount, "order", status, product, currency
FROM ({{transactions}})
WHERE bad = 0
LIMIT {{most}}
