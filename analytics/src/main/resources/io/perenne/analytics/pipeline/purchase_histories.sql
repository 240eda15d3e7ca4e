-- One row per customer seen up to the reference date, in plain SQL. Every engine must give these rows,
-- however it computes them.
WITH lines AS (
  SELECT customer, ticket, time, amount, margin, countable, refunded, linked, linked OR countable AS counted
  FROM ({{ticket_rows}}) AS ticket_rows
  WHERE bad = 0 AND customer IS NOT NULL AND CAST(time AS DATE) <= {{reference_date}}
),
-- a line whose status does not count adds nothing; an order counts if a line of it does. A ticket has the
-- earliest time of its own lines that count; a linked refund changes its money only, and stands on its own
-- date if it has no other lines
orders AS (
  SELECT
    customer,
    coalesce(min(CASE WHEN countable AND NOT linked THEN time END), min(time)) AS time,
    sum(CASE WHEN counted AND amount > 0 THEN amount ELSE 0 END) AS bought,
    sum(CASE WHEN counted AND amount < 0 THEN -amount ELSE 0 END) AS refunds,
    sum(CASE WHEN counted AND refunded AND amount > 0 THEN amount ELSE 0 END) AS given_back,
    sum(CASE WHEN counted THEN margin ELSE 0 END) AS margin,
    sum(CASE WHEN counted AND amount >= 0 AND NOT refunded THEN margin ELSE 0 END) AS kept_margin,
    max(CASE WHEN counted THEN 0 ELSE 1 END) AS uncounted
  FROM lines
  WHERE ticket IS NOT NULL
  GROUP BY customer, ticket
),
-- money given back may be told by a status and by a line below zero: the larger of the two is taken off.
-- A refund of lines that do not count takes nothing from those that do. Refunds that name no order are
-- taken off the tickets that they give back by io.perenne.clv.history.RefundLinks, not here
tickets AS (
  SELECT
    customer,
    time,
    CASE
      WHEN uncounted = 1 THEN greatest(0, bought - greatest(refunds, given_back))
      ELSE bought - greatest(refunds, given_back)
    END AS amount,
    CASE WHEN refunds >= given_back THEN margin ELSE kept_margin END AS margin,
    CASE WHEN uncounted = 0 OR bought > 0 THEN 1 ELSE 0 END AS counts
  FROM orders
  UNION ALL
  SELECT
    customer,
    time,
    CASE WHEN refunded AND amount > 0 THEN 0 ELSE amount END AS amount,
    CASE WHEN refunded AND amount > 0 THEN 0 ELSE margin END AS margin,
    CASE WHEN countable THEN 1 ELSE 0 END AS counts
  FROM lines
  WHERE ticket IS NULL
),
days AS (
  SELECT
    customer,
    CAST(time AS DATE) AS day,
    sum(amount) AS net,
    sum(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS bought,
    sum(margin) AS margin,
    sum(CASE WHEN amount > 0 THEN 1 ELSE 0 END) AS tickets,
    min(CASE WHEN amount > 0 THEN time END) AS first_time,
    max(CASE WHEN amount > 0 THEN time END) AS last_time
  FROM tickets
  WHERE counts = 1
  GROUP BY customer, CAST(time AS DATE)
),
purchase_days AS (
  SELECT
    customer,
    day,
    bought,
    row_number() OVER (PARTITION BY customer ORDER BY day) AS number,
    lag(day) OVER (PARTITION BY customer ORDER BY day) AS day_before,
    max(day) OVER (PARTITION BY customer) AS last_day
  FROM days
  WHERE tickets > 0
),
rhythm AS (
  SELECT
    customer,
    count(*) AS purchase_days,
    sum(CASE WHEN number > {{first_spend_day}} THEN bought ELSE 0 END) AS spend,
    sum(CASE WHEN number > {{first_spend_day}} THEN ln(bought) ELSE 0 END) AS spend_log,
    sum(CASE WHEN day_before IS NOT NULL THEN ln({{days_since_before}}) ELSE 0 END) AS gap_log,
    sum(CASE WHEN {{in_cadence_window}} THEN 1 ELSE 0 END) - 1 AS gap_count,
    min(CASE WHEN {{in_cadence_window}} THEN day END) AS first_cadence_day,
    max(day) AS last_day
  FROM purchase_days
  GROUP BY customer
),
money AS (
  SELECT
    customer,
    min(first_time) AS first_time,
    max(last_time) AS last_time,
    sum(net) AS historic_value,
    sum(bought) AS bought,
    sum(margin) AS historic_margin,
    sum(CASE WHEN day >= {{interval_start}} THEN net ELSE 0 END) AS monetary_value,
    sum(CASE WHEN day >= {{interval_start}} THEN tickets ELSE 0 END) AS frequency,
    sum(CASE WHEN day >= {{interval_start}} AND tickets > 0 THEN 1 ELSE 0 END) AS interval_purchase_days,
    sum(CASE WHEN {{silence}} < 90 THEN net ELSE 0 END) AS money_90,
    sum(CASE WHEN {{silence}} < 180 THEN net ELSE 0 END) AS money_180,
    sum(CASE WHEN {{silence}} < 360 THEN net ELSE 0 END) AS money_360,
    sum(CASE WHEN {{silence}} < 90 THEN tickets ELSE 0 END) AS tickets_90,
    sum(CASE WHEN {{silence}} < 180 THEN tickets ELSE 0 END) AS tickets_180,
    sum(CASE WHEN {{silence}} < 360 THEN tickets ELSE 0 END) AS tickets_360
  FROM days
  GROUP BY customer
)
SELECT
  customers.customer,
  money.first_time,
  money.last_time,
  coalesce(money.historic_value, 0) AS historic_value,
  coalesce(money.historic_margin, 0) AS historic_margin,
  coalesce(money.monetary_value, 0) AS monetary_value,
  coalesce(rhythm.spend, 0) AS spend,
  coalesce(rhythm.spend_log, 0) AS spend_log,
  coalesce(rhythm.gap_log, 0) AS gap_log,
  coalesce(money.money_90, 0) AS money_90,
  coalesce(money.money_180, 0) AS money_180,
  coalesce(money.money_360, 0) AS money_360,
  coalesce(money.bought, 0) AS bought,
  coalesce(rhythm.purchase_days, 0) AS purchase_days,
  coalesce(money.interval_purchase_days, 0) AS interval_purchase_days,
  coalesce(money.frequency, 0) AS frequency,
  coalesce({{cadence_days}}, 0) AS gap_sum,
  coalesce(rhythm.gap_count, 0) AS gap_count,
  coalesce(money.tickets_90, 0) AS tickets_90,
  coalesce(money.tickets_180, 0) AS tickets_180,
  coalesce(money.tickets_360, 0) AS tickets_360
FROM (SELECT DISTINCT customer FROM tickets) AS customers
LEFT JOIN money ON customers.customer = money.customer
LEFT JOIN rhythm ON customers.customer = rhythm.customer
