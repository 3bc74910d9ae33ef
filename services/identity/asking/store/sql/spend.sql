-- One more. ?1 agency, ?2 day
INSERT INTO spent (agency, day, nobody) VALUES (?1, ?2, 1)
ON CONFLICT (agency) DO UPDATE SET nobody = CASE day WHEN ?2 THEN nobody + 1 ELSE 1 END, day = ?2
