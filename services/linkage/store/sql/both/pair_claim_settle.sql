-- What is to be stated again has a clock of its own.
-- ?1 settled, ?2 owner, ?3 one, ?4 other, ?5 speaker
UPDATE pair_claim
SET settled = ?1, raised_ms = CASE WHEN ?1 = 0 THEN 0 ELSE raised_ms END
WHERE owner = ?2 AND one = ?3 AND other = ?4 AND speaker = ?5 AND settled != ?1
