-- The text of a time with its date parts in the order year-month-day. Two-digit years up to 69 are
-- of this century.
regexp_replace(
  regexp_replace(
    regexp_replace(
      regexp_replace(
        regexp_replace(
          regexp_replace(trim({{text}}), '^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})', '\1-\2-\3'),
          '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})', '\3-{{month}}-{{day}}'),
        '^(\d{1,2})[-/.](\d{1,2})[-/.]([0-6]\d)(\D|$)', '20\3-{{month}}-{{day}}\4'),
      '^(\d{1,2})[-/.](\d{1,2})[-/.]([7-9]\d)(\D|$)', '19\3-{{month}}-{{day}}\4'),
    '(:\d{2}),(\d)', '\1.\2'),
  ',\s*', ' ')
