-- How many leaves are durable.
SELECT first_idx + count FROM segment ORDER BY first_idx DESC LIMIT 1
