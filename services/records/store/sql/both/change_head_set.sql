-- ?1 number
UPDATE change_head
SET number = ?1
WHERE one = 1
