-- The records are looked through again for what has ended.
UPDATE followed SET number = 0
