-- -> head, seq, mark
SELECT head, seq, mark FROM mark WHERE seq > 0
