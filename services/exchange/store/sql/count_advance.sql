-- ?1 receiver, ?2 upto before, ?3 upto -> upto, where it was as before
INSERT INTO receiver_count (receiver, upto, last) VALUES (?1, ?3, 0)
ON CONFLICT (receiver) DO UPDATE SET upto = excluded.upto WHERE receiver_count.upto = ?2
RETURNING upto
