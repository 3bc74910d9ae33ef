-- The mark.
SELECT origin, size, changes FROM held_mark
