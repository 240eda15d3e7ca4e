-- An address without blanks and with its domain in lower case; the local part belongs to its owner.
CASE
  WHEN contains({{text}}, '@')
    THEN regexp_extract({{text}}, '^(.*)@', 1) || '@' || lower(regexp_extract({{text}}, '@([^@]*)$', 1))
  ELSE {{text}}
END
