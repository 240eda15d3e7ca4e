-- One fault of the identities, if there is any: its kind, and the ids that it is about.
SELECT fault, coalesce(customer, ''), coalesce(person, '')
FROM (
  SELECT
    customer,
    person,
    CASE
      WHEN customer IS NULL OR person IS NULL THEN 'empty'
      WHEN count(*) OVER (PARTITION BY customer) > 1 THEN 'twice'
      WHEN person IN (SELECT customer FROM identities WHERE customer <> person) THEN 'chain'
    END AS fault
  FROM identities
)
WHERE fault IS NOT NULL
ORDER BY ALL
LIMIT 1
