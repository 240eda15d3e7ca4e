-- A number without its dressing: currency, blanks, typographic minus, brackets or a trailing minus.
-- The Java twin is NumberStyle.
regexp_replace(
  regexp_replace(
    replace(
      regexp_replace(
        {{text}},
        '[\s\x{a0}\x{202f}''’\p{Sc}]|EUR|USD|GBP|JPY|CHF|MXN|COP|ARS|CLP|PEN|BRL|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|CNY|INR|kr|zł|R[$]|US[$]|S/',
        '',
        'gi'),
      '−',
      '-'),
    '^\((.+)\)$',
    '-\1'),
  '^([^-]+)-$',
  '-\1')
