-- What came of one transaction.
-- ?1 token
SELECT body FROM provisional_change WHERE token = ?1
