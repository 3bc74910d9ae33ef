-- ?1 one, ?2 other -> owner, speaker
SELECT c.owner, c.speaker
FROM pair_claim AS c
WHERE c.one = ?1 AND c.other = ?2
ORDER BY c.owner, c.speaker
