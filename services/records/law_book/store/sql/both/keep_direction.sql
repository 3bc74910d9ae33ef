-- What is directed now, in the place of what was directed before.
-- ?1 case_token, ?2 token, ?3 body, sealed
INSERT INTO desk_direction (case_token, token, body) VALUES (?1, ?2, ?3)
ON CONFLICT (case_token, token) DO UPDATE SET body = ?3
