-- The mark from now on: within one log it only goes forward.
-- ?1 origin, ?2 size, ?3 changes
INSERT INTO held_mark (one, origin, size, changes) VALUES (1, ?1, ?2, ?3)
ON CONFLICT (one) DO UPDATE SET
size = CASE WHEN held_mark.origin = excluded.origin THEN max(held_mark.size, excluded.size) ELSE excluded.size END,
origin = excluded.origin, changes = excluded.changes
