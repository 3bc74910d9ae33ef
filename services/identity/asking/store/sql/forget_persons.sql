-- The same of what became of documents.
DELETE FROM person
