-- The oldest of an agency's claims that waits and has place: fewer than so many of its are open about either person,
-- and no equal one of another agency is open.
-- ?1 speaker, ?2 most about a person -> owner, one, other
SELECT c.owner, c.one, c.other
FROM pair_claim AS c
WHERE
    c.speaker = ?1
    AND c.settled = 0
    AND c.raised_ms = 0
    AND NOT EXISTS (
        SELECT 1
        FROM pair_claim AS e
        WHERE e.owner = c.owner AND e.one = c.one AND e.other = c.other AND e.settled = 0 AND e.raised_ms > 0
    )
    AND (
        SELECT count(*)
        FROM pair_claim AS p
        WHERE
            p.speaker = c.speaker
            AND p.owner = c.owner
            AND p.settled = 0
            AND p.raised_ms > 0
            AND (p.one_person = c.one_person OR p.other_person = c.one_person)
    ) < ?2
    AND (
        SELECT count(*)
        FROM pair_claim AS p
        WHERE
            p.speaker = c.speaker
            AND p.owner = c.owner
            AND p.settled = 0
            AND p.raised_ms > 0
            AND (p.one_person = c.other_person OR p.other_person = c.other_person)
    ) < ?2
ORDER BY c.came_ms, c.one, c.other, c.owner
LIMIT 1
