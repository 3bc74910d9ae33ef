-- Transaction id of the batch that was made first and is not settled.
SELECT transaction_id FROM waiting WHERE transaction_id <> '' ORDER BY place LIMIT 1
