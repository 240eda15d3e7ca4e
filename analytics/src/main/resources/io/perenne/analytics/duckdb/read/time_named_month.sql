-- time_named_month
-- 14-Mar-14, 14 de marzo de 2014 10:30, March 14, 2014 10:30 PM, 1er août 2014, 5. Okt. 2014
try_strptime(
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
  regexp_replace(regexp_replace(
    trim(regexp_replace(
      regexp_replace(
        strip_accents(lower({{text}})),
        '^\p{L}+[.]?,\s*|\b(?:de|del|di|do|of|le|der|den|at|um|alle|ore|uhr|las)\b|(\d)(?:(?:st|nd|rd|th|er)\b|[ºª°])',
        ' \1', 'g'),
      '[-/.,\s]+', ' ', 'g')),
    '^\p{L}+ (\p{L}+ \d|\d{1,2} \p{L})', '\1'),
    '( \d{4}) as? (\d)', '\1 \2'),
    '\b(ene|gen)\p{L}*', 'jan'),
    '\bfev\p{L}*', 'feb'),
    '\b(mrz|maer)\p{L}*', 'mar'),
    '\b(abr|avr)\p{L}*', 'apr'),
    '\b(mai|mag)\p{L}*', 'may'),
    '\b(juin|giu)\p{L}*', 'jun'),
    '\b(juil|lug)\p{L}*', 'jul'),
    '\b(ago|aou)\p{L}*', 'aug'),
    '\bset\p{L}*', 'sep'),
    '\b(okt|ott|out)\p{L}*', 'oct'),
    '\b(dic|dez)\p{L}*', 'dec'),
    '\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*', '\1'),
    '([ap]) ?m$', '\1m'),
    '^(\d{1,2} [a-z]{3} )([0-6]\d)( |$)', '\120\2\3'),
    '^(\d{1,2} [a-z]{3} )([7-9]\d)( |$)', '\119\2\3'),
  [ '%d %b %Y', '%d %b %Y %H:%M:%S', '%d %b %Y %H:%M', '%d %b %Y %I:%M:%S %p', '%d %b %Y %I:%M %p',
    '%b %d %Y', '%b %d %Y %H:%M:%S', '%b %d %Y %H:%M', '%b %d %Y %I:%M:%S %p', '%b %d %Y %I:%M %p'])
