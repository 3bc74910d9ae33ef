-- ?1 registry, ?2 position, ?3 steps
UPDATE judging
SET registry = ?1, position = ?2, steps = ?3
WHERE one = 1
