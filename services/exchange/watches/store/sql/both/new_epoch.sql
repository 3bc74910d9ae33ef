-- Cursors of before are of no use any more.
-- ?1 number
UPDATE epoch SET number = ?1
