-- The last day with a readable row of a customer, days after a given one left out.
SELECT max(time)::DATE
FROM ({{transactions}})
WHERE bad = 0 AND customer IS NOT NULL AND time < {{not_after}} + INTERVAL 1 DAY
