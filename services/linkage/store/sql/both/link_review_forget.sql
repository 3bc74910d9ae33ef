-- What is proposed about Subjects whose records are expunged.
-- ?1 ids (list)
DELETE FROM link_review
WHERE one IN (SELECT j.value FROM texts(?1) AS j) OR other IN (SELECT j.value FROM texts(?1) AS j)
RETURNING one
