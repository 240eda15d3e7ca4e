-- Assignments so far as those of people: whoever was in both arms under different ids has been treated,
-- and is in none of the comparisons any more. The ids themselves keep theirs, should they be parted again.
SELECT
  person AS customer,
  coalesce(any_value(segment) FILTER (own), min(segment)) AS segment,
  CASE WHEN count(DISTINCT arm) > 1 THEN {{target}} ELSE any_value(arm) END AS arm,
  coalesce(any_value(run_id) FILTER (own), min(run_id)) AS run_id
FROM (
  SELECT known.*, coalesce(identities.person, known.customer) AS person, identities.person IS NULL AS own
  FROM ({{known}}) AS known LEFT JOIN identities ON known.customer = identities.customer
)
GROUP BY person
UNION ALL
SELECT known.* FROM ({{known}}) AS known SEMI JOIN identities ON known.customer = identities.customer
