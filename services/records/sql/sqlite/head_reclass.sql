-- ?1 klass, ?2 act day, ?3 record
UPDATE head
SET klass = ?1, act_day = ?2
WHERE record = ?3
