-- ?1 attributes, ?2 authority, ?3 bound, ?4 parts
INSERT INTO class (attributes, authority, bound, parts)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO NOTHING
