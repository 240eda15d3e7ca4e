-- Ids that differ only by case: written by two systems they may be one customer.
SELECT string_agg(customer, ', ' ORDER BY customer) AS ids
FROM {{histories}}
WHERE lower(customer) <> upper(customer)
GROUP BY lower(customer)
HAVING count(*) > 1
ORDER BY ids
LIMIT {{most}}
