-- Alerts that rest on a record.
-- ?1 record
SELECT alert FROM alert_record WHERE record = ?1 ORDER BY alert
