-- A rate for every day: the last one known, so that week-ends have Friday's.
CREATE OR REPLACE TEMP TABLE exchange_rates AS
WITH rates AS (SELECT date, currency, max(rate) AS rate FROM ({{rates}}) GROUP BY date, currency)
SELECT days.currency, days.date, rates.rate
FROM (
  SELECT currency, unnest(generate_series(min(date)::TIMESTAMP, {{last}}::TIMESTAMP, INTERVAL 1 DAY))::DATE AS date
  FROM rates
  GROUP BY currency
) AS days
ASOF JOIN rates ON days.currency = rates.currency AND days.date >= rates.date
