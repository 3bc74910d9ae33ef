-- A query, under one number of its case.
-- ?1 case_token, ?2 token, ?3 officer, ?4 at_ms, ?5 body, sealed
INSERT INTO desk_query (case_token, token, officer, at_ms, body) VALUES (?1, ?2, ?3, ?4, ?5)
