-- ?1 facts, ?2 record
UPDATE head
SET facts = ?1
WHERE record = ?2
