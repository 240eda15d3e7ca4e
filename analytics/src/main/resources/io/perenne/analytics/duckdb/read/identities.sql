-- Each id that is a person's beside others, and the id that stands for the person.
SELECT DISTINCT {{id_of_customer}} AS customer, {{id_of_person}} AS person
FROM (
  SELECT {{customer}} AS customer, {{person}} AS person
  FROM {{reader}}
)
