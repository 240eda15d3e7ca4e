-- Who had an arm of the control group in an earlier run, as that run and this one know them; in the order of ids, so that
-- resamples repeat. Who is no longer known has no later values.
SELECT
  earlier.segment,
  earlier.arm,
  earlier.contactable,
  earlier.value,
  earlier.expected,
  earlier.days,
  later.customer IS NOT NULL AS known,
  coalesce(later.segment, '') AS segment_now,
  coalesce(later.arm, '') AS arm_now,
  coalesce(later.consents, false) AS consents_now,
  coalesce(later.expected, 0) AS expected_now,
  coalesce(later.days, '') AS days_now
FROM (
  SELECT
    "CustomerId" AS customer,
    "ID_CLV_SEGMENT"::VARCHAR AS segment,
    "CG_SEGMENT"::VARCHAR AS arm,
    coalesce("EMAIL_COMMUNICATIONS", false) AS contactable,
    coalesce("LTV_VALUE"::DOUBLE, 0) AS value,
    coalesce("RESID_VALUE"::DOUBLE, 0) AS expected,
    coalesce(ticket_days, '') AS days
  FROM {{before}}
  WHERE "CG_SEGMENT" IS NOT NULL AND "CG_SEGMENT"::VARCHAR <> '') AS earlier
LEFT JOIN (
  SELECT
    "CustomerId" AS customer,
    "ID_CLV_SEGMENT"::VARCHAR AS segment,
    "CG_SEGMENT"::VARCHAR AS arm,
    coalesce("EMAIL_COMMUNICATIONS", false) AS consents,
    "RESID_VALUE"::DOUBLE AS expected,
    ticket_days AS days
  FROM {{now}}) AS later USING (customer)
ORDER BY customer
