-- Numbers of a token are to be asked for again. ?1 token, ?2 sequence of the change
UPDATE number SET person = NULL, outcome = '' WHERE person = ?1 AND at_sequence < ?2
