-- ?1 ids (list) -> a row each
DELETE FROM decision_owner
WHERE decision IN (
    SELECT d.id
    FROM decision AS d
    WHERE d.one IN (SELECT j.value FROM texts(?1) AS j) OR d.other IN (SELECT j.value FROM texts(?1) AS j)
)
RETURNING decision
