-- Records that cannot be split, and values that do not have the type of their column, are noted in
-- the rejects table and left out.
read_csv(
  [{{files}}],
  auto_detect = false,
  header = {{header}},
  delim = {{delimiter}},
  quote = {{quote}},
  escape = {{escape}},
  compression = {{compression}},
  columns = {{{columns}}},
  {{time_format}}
  {{null_texts}}
  store_rejects = true,
  rejects_table = {{rejects_table}},
  rejects_scan = {{rejects_scan}},
  rejects_limit = 1000,
  rejects_line_size_limit = 100)
