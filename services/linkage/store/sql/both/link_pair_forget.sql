-- What the run under way has scored of Subjects: their records are expunged, or scored anew.
-- ?1 ids (list)
DELETE FROM link_pair
WHERE one IN (SELECT j.value FROM texts(?1) AS j) OR other IN (SELECT j.value FROM texts(?1) AS j)
RETURNING one
