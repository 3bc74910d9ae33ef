-- ?1 klass, ?2 act day, ?3 record, ?4 changed
UPDATE head
SET klass = ?1, act_day = ?2, changed = ?4
WHERE record = ?3
