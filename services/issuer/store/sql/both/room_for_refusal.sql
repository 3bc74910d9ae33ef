-- Whether this row is there; how many rows the day has, and how many cases are named for the officer.
-- ?1 day, ?2 officer, ?3 reason, ?4 case
-- -> 1 or nothing, rows, cases
SELECT
    (
        SELECT 1
        FROM refused
        WHERE day = ?1 AND officer = ?2 AND reason = ?3 AND "case" = ?4 AND beyond = 0
    ),
    (SELECT count(*) FROM refused WHERE day = ?1),
    (SELECT count(*) FROM refused WHERE day = ?1 AND officer = ?2 AND "case" <> '')
