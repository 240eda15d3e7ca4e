-- A time whose text begins year, month, day after {{iso}} has put the parts in that order.
CASE
  WHEN regexp_full_match({{iso}}, '\d{4}-\d{1,2}-\d{1,2}([T ]+\d{1,2}:\d{2}(:\d{2}([.]\d{1,9})?)?)?')
    THEN TRY_CAST({{iso}} AS TIMESTAMP)
  WHEN regexp_matches({{iso}}, '(?i)[ap][.]?\s?m[.]?$')
    THEN try_strptime(
      regexp_replace(regexp_replace({{iso}}, '[T\s]+', ' ', 'g'), '(?i)\s*([ap])[.]?\s?m[.]?$', ' \1m'),
      ['%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S.%f %p'])
END
