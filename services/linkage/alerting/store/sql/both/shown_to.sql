-- When an officer was first shown an alert.
-- ?1 officer, ?2 alert
SELECT day FROM alert_shown WHERE officer = ?1 AND alert = ?2
