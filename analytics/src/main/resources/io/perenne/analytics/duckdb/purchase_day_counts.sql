SELECT interval_purchase_days, count(*)::BIGINT
FROM {{datamodel}}
WHERE interval_purchase_days > 0
GROUP BY interval_purchase_days
