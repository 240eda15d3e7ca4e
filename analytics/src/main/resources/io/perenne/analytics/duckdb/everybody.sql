-- Customers of the transactions and of the CRM together, sorted by the bytes of the id while rows are
-- still narrow, and after every join: a statement with a join does not keep the order of its rows. Who
-- never bought is inactive.
CREATE TABLE everybody AS
SELECT
  coalesce(segments.customer, crm.customer) AS customer,
  crm.email,
  crm.contact_id,
  coalesce(crm.consent AND NOT crm.suppressed AND crm.email IS NOT NULL, false) AS email_allowed,
  crm.consent AS email_consent,
  crm.suppressed AS email_suppressed,
  first_micros,
  last_micros,
  coalesce(purchase_days, 0) AS purchase_days,
  coalesce(interval_purchase_days, 0) AS interval_purchase_days,
  coalesce(frequency, 0) AS frequency,
  coalesce(gap_sum, 0) AS gap_sum,
  coalesce(gap_count, 0) AS gap_count,
  coalesce(tickets_90, 0) AS tickets_90,
  coalesce(tickets_180, 0) AS tickets_180,
  coalesce(tickets_360, 0) AS tickets_360,
  coalesce(monetary_value, 0) AS monetary_value,
  coalesce(spend, 0) AS spend,
  coalesce(known_value, 0) AS known_value,
  {{margin}}
  coalesce(money_90, 0) AS money_90,
  coalesce(money_180, 0) AS money_180,
  coalesce(money_360, 0) AS money_360,
  age,
  silence,
  coalesce(kept_share, 1) AS kept_share,
  coalesce(price_factor, 1) AS price_factor,
  coalesce(log_gaps, 0) AS log_gaps,
  coalesce(ticket_days, '') AS ticket_days,
  coalesce(state_factor, 1) AS state_factor,
  coalesce(residual, 0) AS residual,
  expected_purchases,
  probability_alive,
  coalesce(tbp, {{population_days}}) AS tbp,
  coalesce(ltv, 0) AS ltv,
  coalesce(decision, {{never_bought}}) AS decision{{previous_columns}}{{attributes}}
FROM {{segments}} AS segments {{crm}} {{previous}}
ORDER BY customer
