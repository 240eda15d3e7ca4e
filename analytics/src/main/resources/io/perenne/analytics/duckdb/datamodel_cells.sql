-- Everything that is counted and summed in the datamodel, from one scan of the file: the rows that share
-- all codes and purchase days are one cell, with how many of them break each rule that every datamodel keeps.
CREATE OR REPLACE TEMP TABLE datamodel_cells AS
SELECT
  "ID_CLV_SEGMENT",
  "ID_CLV_SCORE",
  "ACTIVITY_STATE",
  "CG_SEGMENT",
  "CLV_EVOLUTION",
  "PREVIOUS_ID_CLV_SEGMENT",
  "CLV_EVOLUTION_CAUSE",
  interval_purchase_days,
  purchase_days > 1 AS repeated,
  count(*)::BIGINT AS customers,
  sum(ltv) AS lifetime_value,
  sum(residual) AS expected_money,
  -- purchases are about a Poisson number, each worth its mean with a deviation of as much
  sum(CASE WHEN "EXPECTED_PURCHASES" > 0 THEN 2 * residual * residual / "EXPECTED_PURCHASES"::DOUBLE ELSE 0 END) AS chance_variance,
  sum("LST360DAYS_REVENUE") AS recent_money,
  sum(monetary_value) AS monetary_units,
  sum("MON_VALUE") AS shown_money,
  count(*) FILTER (WHERE ("FREQ_VALUE" = 0) <> ("ID_CLV_SEGMENT" = '11')
    OR ("FREQ_VALUE" = 0) <> ("ID_CLV_SCORE" = '5')
    OR ("FREQ_VALUE" = 0) <> ("TICKET_AVG" IS NULL))::BIGINT AS "inactive-is-no-purchase",
  count(*) FILTER (WHERE abs("TICKET_AVG" * "FREQ_VALUE" - "MON_VALUE") > 0.005 * "FREQ_VALUE" + 0.005)::BIGINT AS "ticket-times-frequency-is-money",
  count(*) FILTER (WHERE "LST90DAYS_FREQ" > "LST180DAYS_FREQ" OR "LST180DAYS_FREQ" > "LST360DAYS_FREQ"
    OR ({{no_refunds}} AND ("LST90DAYS_REVENUE" > "LST180DAYS_REVENUE" OR "LST180DAYS_REVENUE" > "LST360DAYS_REVENUE")))::BIGINT AS "windows-are-nested",
  count(*) FILTER (WHERE coalesce("REC_VALUE" < 90, false) <> ("LST90DAYS_FREQ" > 0)
    OR coalesce("REC_VALUE" < 180, false) <> ("LST180DAYS_FREQ" > 0)
    OR coalesce("REC_VALUE" < 360, false) <> ("LST360DAYS_FREQ" > 0))::BIGINT AS "recency-agrees-with-windows",
  count(*) FILTER (WHERE "FIRST_TICKET_DATE" > "LAST_TICKET_DATE"
    OR ("FIRST_TICKET_DATE" IS NULL) <> ("REC_VALUE" IS NULL))::BIGINT AS "first-is-not-after-last",
  count(*) FILTER (WHERE "DAYS_BTW_PURCHASE" IS NOT NULL AND purchase_days < 2)::BIGINT AS "a-gap-needs-two-days",
  count(*) FILTER (WHERE "ID_CLV_SEGMENT" IN ('04', '06', '10') AND NOT tbp_days < "REC_VALUE")::BIGINT AS "at-risk-is-overdue",
  count(*) FILTER (WHERE "ID_CLV_SEGMENT" = '08' AND "FIRST_TICKET_DATE" < {{new_since}})::BIGINT AS "recent-is-in-the-new-window",
  count(*) FILTER (WHERE "LTV_VALUE" < 0 OR ({{no_refunds}} AND "MON_VALUE" < 0)
    OR ({{no_refunds}} AND {{revenue_basis}} AND "LTV_VALUE" < "MON_VALUE"))::BIGINT AS "lifetime-value-covers-money",
  count(*) FILTER (WHERE "ID_CLV_SEGMENT" IN ('04', '05', '06', '07') AND purchase_days < 2)::BIGINT AS "repeaters-have-two-days",
  count(*) FILTER (WHERE "ID_CLV_SEGMENT" IN ('02', '03') AND interval_purchase_days < {{loyal_days}})::BIGINT AS "loyal-have-enough-days",
  count(*) FILTER (WHERE length("CustomerId") > 255 OR length("ContactId") > 255 OR length("Email") > 254)::BIGINT AS "text-fits"
FROM {{datamodel}}
GROUP BY ALL
