-- Seconds or milliseconds since 1970, as local time of the tenant.
timezone(
  {{zone}},
  timezone('UTC', make_timestamp(TRY_CAST(TRY_CAST({{text}} AS DECIMAL(20, 6)) * {{microseconds}} AS BIGINT))))
