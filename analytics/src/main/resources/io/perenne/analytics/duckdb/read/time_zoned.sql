-- time_zoned
-- A time with an offset or the name of a zone, as local time of the tenant.
CASE
  WHEN regexp_matches({{iso}}, '(?i)\d:\d{2}(:\d{2}([.]\d+)?)?\s*(Z|UTC|GMT|[-+]\d{2}(:?\d{2})?)(\[[\w/+-]+\])?$|\d\s+[A-Z]\w+/\w+$')
    THEN timezone(
      {{zone}},
      TRY_CAST(regexp_replace(regexp_replace({{iso}}, '\[.*\]$', ''), '\s+([-+]\d)', '\1') AS TIMESTAMPTZ))
  WHEN regexp_matches({{iso}}, '(?i)\d\s*[ap][.]?\s?m[.]?\s*(Z|UTC|GMT|[-+]\d{2}(:?\d{2})?)$')
    THEN timezone(
      {{zone}},
      TRY_CAST(
        strftime(
          try_strptime(
            regexp_replace(regexp_replace({{iso}}, '[T\s]+', ' ', 'g'), '(?i)\s*([ap])[.]?\s?m[.]?\s*(Z|UTC|GMT|[-+][\d:]+)$', ' \1m'),
            ['%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S.%f %p']),
          '%Y-%m-%d %H:%M:%S')
        || regexp_replace(regexp_extract({{iso}}, '(?i)m[.]?\s*(Z|UTC|GMT|[-+][\d:]+)$', 1), '(?i)^(Z|UTC|GMT)$', '+00')
        AS TIMESTAMPTZ))
END
