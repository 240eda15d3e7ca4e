-- time_named_zoned
-- A time whose month is a word, with an offset behind its clock, as local time of the tenant; else {{local}}.
CASE
  WHEN regexp_matches({{text}}, '{{offset}}')
    THEN timezone(
      {{zone}},
      TRY_CAST(strftime({{bare}}, '%Y-%m-%d %H:%M:%S') || regexp_extract({{text}}, '{{offset}}', 2) AS TIMESTAMPTZ))
  ELSE {{local}}
END
