-- Other numbers of the person of a number. ?1 token
SELECT other.token FROM number JOIN number AS other ON other.person = number.person
WHERE number.token = ?1 AND other.token <> ?1 ORDER BY other.token
