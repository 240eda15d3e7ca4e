-- The customers of two runs side by side, summed up by segment and band in both, by what happened to their purchases in
-- between, and by the cause that the later run gives if it was compared with the earlier one. Money as the files have
-- it, so that sums agree to the cent. What is not expected was spent.
SELECT
  coalesce(segment_before, '') AS segment_before,
  coalesce(segment_now, '') AS segment_now,
  coalesce(band_before, '') AS band_before,
  coalesce(band_now, '') AS band_now,
  CASE
    WHEN segment_before IS NULL THEN 'arrived'
    WHEN segment_now IS NULL THEN 'gone'
    WHEN last_now IS NOT NULL AND (last_before IS NULL OR last_now > last_before) THEN 'bought'
    WHEN last_now IS DISTINCT FROM last_before OR days_now <> days_before OR known_now > known_before THEN 'corrected'
    WHEN known_now < known_before THEN 'refunded'
    ELSE 'silent'
  END AS reason,
  coalesce({{cause}}, '') AS cause,
  count(*) AS customers,
  coalesce(sum(value_before - expected_before), 0) AS so_far_before,
  coalesce(sum(expected_before), 0) AS expected_before,
  coalesce(sum(value_now - expected_now), 0) AS so_far_now,
  coalesce(sum(expected_now), 0) AS expected_now
FROM (
  SELECT
    "CustomerId" AS customer,
    "ID_CLV_SEGMENT" AS segment_before,
    "ID_CLV_SCORE" AS band_before,
    "LTV_VALUE"::DECIMAL(18, 2) AS value_before,
    "RESID_VALUE"::DECIMAL(18, 2) AS expected_before,
    last_micros AS last_before,
    purchase_days AS days_before,
    known_value AS known_before
  FROM {{before}}) AS earlier
FULL JOIN (
  SELECT
    "CustomerId" AS customer,
    "ID_CLV_SEGMENT" AS segment_now,
    "ID_CLV_SCORE" AS band_now,
    "LTV_VALUE"::DECIMAL(18, 2) AS value_now,
    "RESID_VALUE"::DECIMAL(18, 2) AS expected_now,
    last_micros AS last_now,
    purchase_days AS days_now,
    known_value AS known_now,
    "CLV_EVOLUTION_CAUSE" AS given_cause
  FROM {{now}}) AS later USING (customer)
GROUP BY ALL
ORDER BY ALL
