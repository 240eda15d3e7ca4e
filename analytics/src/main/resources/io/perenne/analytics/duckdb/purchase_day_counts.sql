SELECT interval_purchase_days, sum(customers)::BIGINT
FROM datamodel_cells
WHERE interval_purchase_days > 0
GROUP BY interval_purchase_days
