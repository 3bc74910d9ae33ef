-- ?1 head, ?2 seq, ?3 mark: it only goes forward
UPDATE mark SET head = max(head, ?1), mark = iif(?2 > seq, ?3, mark), seq = max(seq, ?2)
