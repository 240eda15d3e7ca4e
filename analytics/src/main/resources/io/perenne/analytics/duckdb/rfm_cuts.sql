-- The cuts of the RFM digits, over buyers; money in ten-thousandths.
SELECT
  quantile_cont(silence::DOUBLE, [0.2, 0.4, 0.6, 0.8]),
  quantile_cont(frequency::DOUBLE, [0.2, 0.4, 0.6, 0.8]),
  quantile_cont(monetary_value::DOUBLE, [0.2, 0.4, 0.6, 0.8]),
  count(*)::BIGINT
FROM everybody
WHERE interval_purchase_days > 0
