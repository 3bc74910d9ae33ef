-- ?1 transaction id -> token, sealed, agency that pays
SELECT waiting.token, waiting.sealed, wanted.agency
FROM waiting JOIN wanted ON wanted.token = waiting.token AND wanted.pays = 1
WHERE waiting.transaction_id = ?1 ORDER BY waiting.place
