-- Classes that were added since.
-- ?1 number -> number, attributes, authority, parts
SELECT id, attributes, authority, parts
FROM class
WHERE id > ?1
ORDER BY id
