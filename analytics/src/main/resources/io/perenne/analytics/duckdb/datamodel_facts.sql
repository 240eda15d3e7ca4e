SELECT
  coalesce(sum(customers), 0)::BIGINT AS row_count,
  coalesce(sum(customers) FILTER (WHERE "ID_CLV_SEGMENT" IS NULL), 0)::BIGINT AS unsegmented,
  coalesce(sum(customers) FILTER (WHERE "ACTIVITY_STATE" = 'new'), 0)::BIGINT AS newcomers,
  coalesce(sum(customers) FILTER (WHERE interval_purchase_days > 0 AND repeated), 0)::BIGINT AS repeaters,
  coalesce(sum(customers) FILTER (WHERE "ID_CLV_SCORE" = '1'), 0)::BIGINT AS outliers,
  (coalesce(sum(monetary_units), 0)::DECIMAL(34, 0) * 0.0001::DECIMAL(5, 4))::DECIMAL(38, 4) AS revenue,
  coalesce(sum(lifetime_value), 0) AS lifetime_value,
  coalesce(sum(customers) FILTER (WHERE "CG_SEGMENT" = 'control'), 0)::BIGINT AS control
FROM datamodel_cells
