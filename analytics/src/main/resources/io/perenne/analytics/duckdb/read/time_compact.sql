-- 20240131, 202401311545, 20240131T154500
try_strptime(
  regexp_replace({{text}}, '[T Z]', '', 'g'),
  ['%Y%m%d%H%M%S', '%Y%m%d%H%M', '%Y%m%d'])
