-- Type 7 quantiles over buyers, on unrounded values.
SELECT
  count(*)::BIGINT AS buyers,
  quantile_cont(ltv, [0.5, 0.9, 0.95, 0.995]) AS ltv_quantiles,
  count(*) FILTER (WHERE ltv > 0)::BIGINT AS positive_buyers,
  quantile_cont(ln(ltv), [0.25, 0.75]) FILTER (WHERE ltv > 0) AS log_quantiles,
  count(*) FILTER (WHERE interval_purchase_days >= 2)::BIGINT AS repeaters,
  quantile_cont(interval_purchase_days::DOUBLE, 0.75) FILTER (WHERE interval_purchase_days >= 2) AS loyal_quantile
FROM (
  SELECT greatest(known_value, 0) / 10000 + residual AS ltv, interval_purchase_days
  FROM {{values}}
  WHERE interval_purchase_days > 0
)
