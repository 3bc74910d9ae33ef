-- What is directed in a case.
-- ?1 case_token -> token, body, sealed
SELECT token, body FROM desk_direction WHERE case_token = ?1
