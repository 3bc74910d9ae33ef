-- A referral after an act.
-- ?1 token, ?2 body, sealed
UPDATE referral SET body = ?2 WHERE token = ?1
