-- An officer is shown an alert.
-- ?1 officer, ?2 alert, ?3 rule, ?4 day
INSERT INTO alert_shown (officer, alert, rule, day) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
