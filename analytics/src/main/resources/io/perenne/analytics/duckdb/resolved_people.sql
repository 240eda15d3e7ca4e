-- Of each person with more than one id in the files, every id but one, and that one: it bought rather than
-- only stands in the CRM, and then it is the one that should stand for the person.
SELECT customer, person
FROM (
  SELECT customer, first_value(customer) OVER (PARTITION BY person ORDER BY of_crm, place, customer) AS person
  FROM (
    SELECT candidates.person, candidates.customer, min(candidates.place) AS place, min(found.of_crm) AS of_crm
    FROM candidates JOIN found ON candidates.customer = found.customer
    GROUP BY ALL
  )
)
WHERE customer <> person
ORDER BY ALL
