-- Text without blanks around it, NULL if nothing is left. Most text needs no cutting, and looking is
-- cheaper than cutting.
CASE
  WHEN {{column}} < '!' OR ends_with({{column}}, ' ') THEN nullif(trim({{column}}, chr(9) || ' ' || chr(160)), '')
  ELSE {{column}}
END
