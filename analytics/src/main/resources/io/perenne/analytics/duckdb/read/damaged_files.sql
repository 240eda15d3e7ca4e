-- The files in which a scan met records it could not read, and whether it could not even split one
-- into fields.
SELECT file_path, bool_or(error_type <> 'CAST') AS broken
FROM {{scans}} JOIN {{errors}} USING (scan_id, file_id)
GROUP BY file_path
