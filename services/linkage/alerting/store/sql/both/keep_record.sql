-- A record on which an alert rests.
-- ?1 record, ?2 alert
INSERT INTO alert_record (record, alert) VALUES (?1, ?2) ON CONFLICT DO NOTHING
