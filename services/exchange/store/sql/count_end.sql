-- Another epoch counts anew. ?1 receiver
DELETE FROM receiver_count WHERE receiver = ?1
