-- One more of what somebody sends on a day.
-- ?1 about, ?2 day -> sent
INSERT INTO sent_day (about, day, sent) VALUES (?1, ?2, 1)
ON CONFLICT (about, day) DO UPDATE SET sent = sent_day.sent + 1 RETURNING sent
