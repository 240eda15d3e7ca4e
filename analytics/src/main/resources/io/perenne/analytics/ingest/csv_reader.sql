-- Every field is read as text: a value that is no number must become a reject, not an error.
read_csv(
  [${files}],
  auto_detect = false,
  header = ${header},
  delim = ${delimiter},
  quote = ${quote},
  escape = ${escape},
  compression = ${compression},
  columns = {${columns}},
  nullstr = [${null_texts}],
  store_rejects = true,
  rejects_table = ${rejects_table},
  rejects_scan = ${rejects_scan},
  rejects_limit = 1000,
  rejects_line_size_limit = 100)
