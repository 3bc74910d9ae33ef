-- Every place whose bytes were erased.
-- -> page, leaf
SELECT page, leaf
FROM log
WHERE body = x''
UNION ALL
SELECT page, leaf
FROM quarantine
WHERE body = x''
UNION ALL
SELECT page, leaf
FROM copy_aside
WHERE body = x''
UNION ALL
SELECT page, leaf
FROM place_emptied
