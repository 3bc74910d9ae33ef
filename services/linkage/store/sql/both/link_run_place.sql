-- ?1 place
UPDATE link_run
SET place = ?1
