CREATE TABLE IF NOT EXISTS perenne_deliveries (
  table_name text PRIMARY KEY,
  run_id text NOT NULL,
  sha256 text NOT NULL,
  row_count bigint NOT NULL,
  delivered_at timestamptz NOT NULL
)
