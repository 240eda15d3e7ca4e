-- Each buyer with a gap counts once.
SELECT count(*), median(gap_sum / gap_count)
FROM {{histories}}
WHERE interval_purchase_days > 0 AND gap_count > 0
