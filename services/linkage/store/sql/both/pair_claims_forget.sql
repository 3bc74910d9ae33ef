-- ?1 ids (list) -> a row each
DELETE FROM pair_claim
WHERE one IN (SELECT j.value FROM texts(?1) AS j) OR other IN (SELECT j.value FROM texts(?1) AS j)
RETURNING one
