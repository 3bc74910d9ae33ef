-- ?1 record -> body
SELECT body FROM owner_word WHERE record = ?1
