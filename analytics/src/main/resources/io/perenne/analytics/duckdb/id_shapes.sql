-- What the ids of customers look like.
SELECT
  CASE
    WHEN contains(customer, '@') THEN 'address'
    WHEN NOT regexp_full_match(customer, '[0-9]+') THEN 'text'
    WHEN starts_with(customer, '0') AND length(customer) > 1 THEN 'zeros-in-front'
    ELSE 'digits'
  END AS shape,
  count(*) AS customers,
  min(customer)
FROM {{histories}}
GROUP BY shape
ORDER BY customers DESC, shape
