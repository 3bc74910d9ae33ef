-- Numbers of one token are of another. ?1 token that stays, ?2 token that gives way, ?3 sequence of the change
UPDATE number SET person = ?1 WHERE person = ?2 AND at_sequence < ?3
