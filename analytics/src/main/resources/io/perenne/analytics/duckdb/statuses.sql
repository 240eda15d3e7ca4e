-- Every status with its rows and their money, refunds and purchases alike.
SELECT status, count(*) AS rows, coalesce(sum(abs(amount)), 0)::DECIMAL(38, 4) AS money
FROM ({{transactions}})
WHERE status IS NOT NULL
GROUP BY status
