-- Nobody wants it any more. ?1 token
DELETE FROM wanted WHERE token = ?1
