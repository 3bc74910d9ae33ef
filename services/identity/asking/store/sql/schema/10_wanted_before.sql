-- What waited before it was written down who wants it.
INSERT INTO wanted (token, agency, of_record, pays)
SELECT token, '', 1, transaction_id <> '' FROM waiting WHERE NOT EXISTS (SELECT 1 FROM wanted) ORDER BY place
