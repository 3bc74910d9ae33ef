-- Classes that were added since.
-- ?1 number -> number, attributes, authority, bound, parts
SELECT id, attributes, authority, bound, parts
FROM class
WHERE id > ?1
ORDER BY id
