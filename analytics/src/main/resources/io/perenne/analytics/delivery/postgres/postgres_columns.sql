SELECT
  column_name,
  data_type,
  coalesce(character_maximum_length, 0),
  coalesce(numeric_precision, 0),
  coalesce(numeric_scale, -1),
  is_generated = 'ALWAYS' OR identity_generation = 'ALWAYS',
  is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'
FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = ?
ORDER BY ordinal_position
