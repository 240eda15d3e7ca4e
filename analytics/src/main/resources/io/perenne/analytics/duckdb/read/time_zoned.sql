-- A time with an offset or the name of a zone, as local time of the tenant.
CASE
  WHEN regexp_matches({{iso}}, '(?i)\d:\d{2}(:\d{2}([.]\d+)?)?\s*(Z|UTC|GMT|[-+]\d{2}(:?\d{2})?)(\[[\w/+-]+\])?$|\d\s+[A-Z]\w+/\w+$')
    THEN timezone(
      {{zone}},
      TRY_CAST(regexp_replace(regexp_replace({{iso}}, '\[.*\]$', ''), '\s+([-+]\d)', '\1') AS TIMESTAMPTZ))
END
