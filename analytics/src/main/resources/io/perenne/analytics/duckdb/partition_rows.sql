-- Parts the rows by customer on disk, so that each part is grouped within the memory allowed.
COPY (
  SELECT *, hash(coalesce(customer, '')) % {{parts}} AS part
  FROM ({{transactions}})
) TO {{folder}} (FORMAT parquet, PARTITION_BY part, COMPRESSION uncompressed)
