-- Some customers who ever bought, the same ones each time: their first day, the days between and what
-- they bought on each.
SELECT (first_micros // 86400000000)::INTEGER AS first_day, gaps, amounts
FROM {{histories}}
WHERE amounts IS NOT NULL
ORDER BY hash(customer), customer
LIMIT {{most}}
