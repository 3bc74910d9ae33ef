-- ?1 agency, ?2 most -> token
SELECT token FROM wanted WHERE agency = ?1 ORDER BY of_record, place LIMIT ?2
