-- The arms of people: that of the id, and for whoever was in both under different ids the one that is treated.
SELECT
  everybody.rowid AS person,
  CASE WHEN mixed.person IS NULL THEN {{arm}} ELSE {{target}} END AS arm
FROM everybody LEFT JOIN (
  SELECT DISTINCT person
  FROM identities
  WHERE control_arm_by_hash(control_hash(customer)) <> control_arm_by_hash(control_hash(person))
) AS mixed
ON everybody.customer = mixed.person
