SELECT {{columns}}
FROM read_parquet({{customers}})
WHERE {{condition}}
