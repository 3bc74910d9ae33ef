-- Rows of feeds name their classes; those of records and joins are allotted anew with the graph, which is written anew.
INSERT INTO new_class (id, attributes, authority, parts)
SELECT id, attributes, authority, parts
FROM class
WHERE authority != ''
