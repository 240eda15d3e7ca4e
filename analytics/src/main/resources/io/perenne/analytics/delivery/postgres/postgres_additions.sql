WITH kept AS (
  SELECT pg_class.* FROM pg_class WHERE pg_class.oid = to_regclass(quote_ident(?))
),
additions (place, name) AS (
  SELECT 1, 'row-level security' FROM kept WHERE relrowsecurity OR relforcerowsecurity
  UNION ALL
  SELECT 2, 'policy ' || polname FROM pg_policy WHERE polrelid = (SELECT oid FROM kept)
  UNION ALL
  SELECT 3, 'trigger ' || tgname
  FROM pg_trigger WHERE tgrelid = (SELECT oid FROM kept) AND NOT tgisinternal
  UNION ALL
  SELECT 4, 'rule ' || rulename FROM pg_rewrite WHERE ev_class = (SELECT oid FROM kept)
  UNION ALL
  SELECT DISTINCT 5, 'view ' || user_of_it.relname
  FROM pg_depend
  JOIN pg_rewrite ON pg_rewrite.oid = pg_depend.objid
  JOIN pg_class AS user_of_it ON user_of_it.oid = pg_rewrite.ev_class
  WHERE pg_depend.classid = 'pg_rewrite'::regclass
    AND pg_depend.refclassid = 'pg_class'::regclass
    AND pg_depend.refobjid = (SELECT oid FROM kept)
    AND pg_rewrite.ev_class <> pg_depend.refobjid
  UNION ALL
  SELECT 6, 'column ' || attname
  FROM pg_attribute
  WHERE attrelid = (SELECT oid FROM kept)
    AND attnum > 0
    AND NOT attisdropped
    AND attname <> ALL (string_to_array(?, E'\n'))
  UNION ALL
  SELECT 7, 'default, identity or grant of column ' || attname
  FROM pg_attribute
  WHERE attrelid = (SELECT oid FROM kept)
    AND attnum > 0
    AND NOT attisdropped
    AND (atthasdef OR attidentity <> '' OR attacl IS NOT NULL)
  UNION ALL
  SELECT 8, 'index ' || indexed.relname
  FROM pg_index
  JOIN pg_class AS indexed ON indexed.oid = indexrelid
  WHERE indrelid = (SELECT oid FROM kept) AND NOT indisprimary
  UNION ALL
  SELECT 9, 'constraint ' || conname
  FROM pg_constraint
  WHERE (conrelid = (SELECT oid FROM kept) AND contype NOT IN ('p', 'n'))
    OR confrelid = (SELECT oid FROM kept)
  UNION ALL
  SELECT 10, 'comment'
  FROM pg_description
  WHERE classoid = 'pg_class'::regclass AND objoid = (SELECT oid FROM kept)
  UNION ALL
  SELECT 11, 'publication ' || pubname
  FROM pg_publication_rel
  JOIN pg_publication ON pg_publication.oid = prpubid
  WHERE prrelid = (SELECT oid FROM kept)
  UNION ALL
  SELECT 12, 'inheritance'
  FROM pg_inherits
  WHERE inhrelid = (SELECT oid FROM kept) OR inhparent = (SELECT oid FROM kept)
  UNION ALL
  SELECT 13, 'statistics ' || stxname
  FROM pg_statistic_ext WHERE stxrelid = (SELECT oid FROM kept)
  UNION ALL
  SELECT 14, 'storage settings' FROM kept WHERE reloptions IS NOT NULL OR reltablespace <> 0
)
SELECT name FROM additions ORDER BY place, name
