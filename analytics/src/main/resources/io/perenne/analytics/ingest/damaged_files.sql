-- The files in which a scan met records it could not split into fields.
SELECT DISTINCT file_path
FROM ${scans} JOIN ${errors} USING (scan_id, file_id)
