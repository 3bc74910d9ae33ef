-- Another epoch counts anew. ?1 receiver
DELETE FROM position WHERE receiver = ?1
