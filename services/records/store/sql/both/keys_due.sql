-- Places whose keys are to be destroyed, in the order of the erasures.
-- -> page, leaf, erasure
SELECT page, leaf, erasure
FROM key_due
ORDER BY erasure, page, leaf
