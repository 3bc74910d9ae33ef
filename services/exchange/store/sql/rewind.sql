-- ?1 head, ?2 seq: of the mark that does not hold
UPDATE mark SET generation = generation + 1, head = 0, seq = 0, mark = x'' WHERE head = ?1 AND seq = ?2
