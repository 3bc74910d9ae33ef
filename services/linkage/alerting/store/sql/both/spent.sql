-- How much of a rule's budget an officer was shown in a day.
-- ?1 officer, ?2 day, ?3 rule
SELECT COUNT(*) FROM alert_shown WHERE officer = ?1 AND day = ?2 AND rule = ?3
