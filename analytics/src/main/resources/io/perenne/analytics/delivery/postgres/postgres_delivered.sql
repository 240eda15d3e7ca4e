SELECT run_id
FROM perenne_deliveries
WHERE table_name = ? AND run_id = ? AND sha256 = ?
