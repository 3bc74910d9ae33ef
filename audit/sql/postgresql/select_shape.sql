-- The version of the tables.
SELECT version FROM shape
