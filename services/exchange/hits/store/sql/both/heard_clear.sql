-- The list that was held.
DELETE FROM hit_heard
