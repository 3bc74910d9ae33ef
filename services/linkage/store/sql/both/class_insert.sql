-- The next number for a class that is not held.
-- ?1 attributes, ?2 authority, ?3 parts
INSERT INTO class (id, attributes, authority, parts)
VALUES ((SELECT coalesce(max(id), 0) + 1 FROM class), ?1, ?2, ?3)
ON CONFLICT DO NOTHING
