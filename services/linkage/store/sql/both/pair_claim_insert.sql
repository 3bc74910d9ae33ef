-- ?1 owner, ?2 one, ?3 other, ?4 speaker, ?5 person of the one, ?6 of the other, ?7 came ms
INSERT INTO pair_claim (owner, one, other, speaker, one_person, other_person, came_ms, raised_ms, settled)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 1)
ON CONFLICT (owner, one, other, speaker) DO NOTHING
