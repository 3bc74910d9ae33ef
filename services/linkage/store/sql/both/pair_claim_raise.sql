-- ?1 now ms, ?2 owner, ?3 one, ?4 other, ?5 speaker
UPDATE pair_claim SET raised_ms = ?1
WHERE owner = ?2 AND one = ?3 AND other = ?4 AND speaker = ?5
