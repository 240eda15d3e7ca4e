-- Money in the reporting currency, at the rate of the row's day or that of its order; a row without a
-- currency is in it already, a row without a rate cannot be read. Rows after the last day are of no
-- account: any rate will do.
SELECT
  rows.* REPLACE (
    CASE WHEN rate IS NULL THEN amount ELSE round(amount * rate, 4)::DECIMAL(18, 4) END AS amount,
    CASE WHEN rate IS NULL THEN margin ELSE round(margin * rate, 4)::DECIMAL(18, 4) END AS margin,
    CASE
      WHEN bad = 0 AND rate IS NULL AND rows.currency <> {{currency}} THEN {{no_rate_code}}
      ELSE bad
    END::UTINYINT AS bad
  )
FROM ({{transactions}}) AS rows {{order_days}}
LEFT JOIN exchange_rates AS rates
  ON rows.currency = rates.currency AND least({{day}}, {{last}}) = rates.date AND rows.currency <> {{currency}}
