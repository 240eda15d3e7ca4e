INSERT INTO perenne_deliveries (table_name, run_id, sha256, row_count, delivered_at)
VALUES (?, ?, ?, ?, clock_timestamp())
ON CONFLICT (table_name) DO UPDATE
SET run_id = excluded.run_id, sha256 = excluded.sha256, row_count = excluded.row_count,
  delivered_at = excluded.delivered_at
