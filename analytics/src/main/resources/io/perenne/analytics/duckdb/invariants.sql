-- How many rows break each rule that every datamodel keeps.
SELECT
  coalesce(sum("inactive-is-no-purchase"), 0)::BIGINT AS "inactive-is-no-purchase",
  coalesce(sum("ticket-times-frequency-is-money"), 0)::BIGINT AS "ticket-times-frequency-is-money",
  coalesce(sum("windows-are-nested"), 0)::BIGINT AS "windows-are-nested",
  coalesce(sum("recency-agrees-with-windows"), 0)::BIGINT AS "recency-agrees-with-windows",
  coalesce(sum("first-is-not-after-last"), 0)::BIGINT AS "first-is-not-after-last",
  coalesce(sum("a-gap-needs-two-days"), 0)::BIGINT AS "a-gap-needs-two-days",
  coalesce(sum("at-risk-is-overdue"), 0)::BIGINT AS "at-risk-is-overdue",
  coalesce(sum("recent-is-in-the-new-window"), 0)::BIGINT AS "recent-is-in-the-new-window",
  coalesce(sum("lifetime-value-covers-money"), 0)::BIGINT AS "lifetime-value-covers-money",
  coalesce(sum("repeaters-have-two-days"), 0)::BIGINT AS "repeaters-have-two-days",
  coalesce(sum("loyal-have-enough-days"), 0)::BIGINT AS "loyal-have-enough-days",
  coalesce(sum("text-fits"), 0)::BIGINT AS "text-fits",
  (abs(coalesce(sum(shown_money), 0) - {{monetary_units}}::DECIMAL(38, 0) / 10000)
    > 0.005 * coalesce(sum(customers), 0))::BIGINT AS "money-adds-up"
FROM datamodel_cells
