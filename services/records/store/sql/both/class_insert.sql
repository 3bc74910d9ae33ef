-- ?1 id, ?2 attributes; one that is known stays as it is.
INSERT INTO policy_class (id, attributes)
VALUES (?1, ?2)
ON CONFLICT (attributes) DO NOTHING
