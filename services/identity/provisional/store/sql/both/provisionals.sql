-- Every provisional identity; by token, which is by chance.
SELECT token, body FROM provisional ORDER BY token
