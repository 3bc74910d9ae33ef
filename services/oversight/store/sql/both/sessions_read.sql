-- Sessions of other agencies that read records of an owner, with the time of the first such read.
-- ?1 owner
-- -> first, epoch ms
SELECT t.first_ms
FROM touched AS t
INNER JOIN session AS s ON s.id = t.session
WHERE t.owner = ?1 AND s.agency <> ?1
