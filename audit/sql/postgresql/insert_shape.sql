-- The version of tables that were made a moment ago; a database that has one keeps it.
INSERT INTO shape (version) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM shape)
