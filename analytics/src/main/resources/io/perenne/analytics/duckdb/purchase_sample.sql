-- Some customers who ever bought, the same ones each time: their first day and the days between.
SELECT (first_micros // 86400000000)::INTEGER AS first_day, gaps
FROM {{histories}}
WHERE purchase_days > 0
ORDER BY hash(customer), customer
LIMIT {{most}}
