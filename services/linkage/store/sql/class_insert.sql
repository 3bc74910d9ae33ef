-- ?1 attributes, ?2 authority, ?3 parts
INSERT INTO class (attributes, authority, parts)
VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING
