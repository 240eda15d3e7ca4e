-- The tickets of the interval, the customers who have any, and how many the median one of them has.
SELECT coalesce(sum(frequency), 0)::BIGINT, count(*), coalesce(quantile_disc(frequency, 0.5), 0)::BIGINT
FROM {{histories}}
WHERE frequency > 0
