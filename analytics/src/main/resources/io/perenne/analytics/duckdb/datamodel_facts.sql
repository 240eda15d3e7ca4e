SELECT
  count(*)::BIGINT AS row_count,
  (count(*) - count(DISTINCT "CustomerId"))::BIGINT AS duplicate_ids,
  count(*) FILTER (WHERE "ID_CLV_SEGMENT" IS NULL)::BIGINT AS unsegmented,
  count(*) FILTER (WHERE "ACTIVITY_STATE" = 'new')::BIGINT AS newcomers,
  count(*) FILTER (WHERE interval_purchase_days > 0 AND purchase_days > 1)::BIGINT AS repeaters,
  count(*) FILTER (WHERE "ID_CLV_SCORE" = '1')::BIGINT AS outliers,
  (coalesce(sum(monetary_value), 0)::DECIMAL(34, 0) * 0.0001::DECIMAL(5, 4))::DECIMAL(38, 4) AS revenue,
  coalesce(sum(ltv), 0) AS lifetime_value,
  count(*) FILTER (WHERE "CG_SEGMENT" = 'control')::BIGINT AS control
FROM {{datamodel}}
