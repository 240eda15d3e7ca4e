SELECT "CustomerId"
FROM read_parquet({{customers}})
WHERE {{condition}}
