-- The last word on each rule.
SELECT rule, body FROM detector_switch ORDER BY rule
