-- 14-Mar-14, 14 de marzo de 2014 10:30, March 14, 2014 10:30 PM
try_strptime(
  regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
  regexp_replace(regexp_replace(
    trim(regexp_replace(
      regexp_replace(lower({{text}}), '^\p{L}+,\s*|\bde\b|(\d)(st|nd|rd|th)\b', ' \1', 'g'),
      '[-/.,\s]+', ' ', 'g')),
    '\bene\p{L}*', 'jan'), '\babr\p{L}*', 'apr'), '\bago\p{L}*', 'aug'), '\bdic\p{L}*', 'dec'),
    '\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*', '\1'),
    '([ap]) ?m$', '\1m'),
    '^(\d{1,2} [a-z]{3} )([0-6]\d)( |$)', '\120\2\3'), '^(\d{1,2} [a-z]{3} )([7-9]\d)( |$)', '\119\2\3'),
  [ '%d %b %Y', '%d %b %Y %H:%M:%S', '%d %b %Y %H:%M', '%d %b %Y %I:%M:%S %p', '%d %b %Y %I:%M %p',
    '%b %d %Y', '%b %d %Y %H:%M:%S', '%b %d %Y %H:%M', '%b %d %Y %I:%M:%S %p', '%b %d %Y %I:%M %p'])
