SELECT format(
  'GRANT %s ON %I TO %s',
  privilege_type,
  named.next_name,
  CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
FROM (SELECT ?::text AS old_name, ?::text AS next_name) AS named
JOIN pg_class ON pg_class.oid = to_regclass(quote_ident(named.old_name))
CROSS JOIN LATERAL aclexplode(relacl)
WHERE grantee <> relowner
