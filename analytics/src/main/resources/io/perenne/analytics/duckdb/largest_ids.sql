-- The customers with the most tickets in the interval.
SELECT customer, frequency::BIGINT, interval_purchase_days::BIGINT, (monetary_value / 10000)::DECIMAL(38, 2)
FROM {{histories}}
WHERE frequency > 0
ORDER BY frequency DESC, customer
LIMIT {{most}}
