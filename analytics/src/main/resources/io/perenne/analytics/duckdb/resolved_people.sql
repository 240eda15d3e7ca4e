-- Of each person with more than one id, every id but one, and that one: the files have it as a buyer, rather
-- than the CRM alone or events alone, and then it is the one that should stand for the person.
SELECT customer, person
FROM (
  SELECT customer, first_value(customer) OVER (PARTITION BY person ORDER BY rank, place, customer) AS person
  FROM (
    SELECT candidates.person, candidates.customer, min(candidates.place) AS place, min(found.rank) AS rank
    FROM candidates JOIN found ON candidates.customer = found.customer
    GROUP BY ALL
  )
)
WHERE customer <> person
ORDER BY ALL
