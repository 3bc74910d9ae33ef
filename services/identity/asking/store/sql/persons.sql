-- Of whom a token is held.
SELECT count(DISTINCT person) FROM number WHERE person IS NOT NULL
