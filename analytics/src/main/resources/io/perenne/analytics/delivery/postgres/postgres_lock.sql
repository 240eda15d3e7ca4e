SELECT pg_advisory_xact_lock(hashtext('perenne_deliveries'))
