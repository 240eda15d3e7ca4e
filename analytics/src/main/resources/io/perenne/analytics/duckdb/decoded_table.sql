-- Decodes every value of some columns of a file; fails where one cannot be.
SELECT bit_xor(hash({{columns}})) FROM read_parquet({{file}})
