-- What was put to the desk in a case.
-- ?1 case_token -> token, body, sealed
SELECT token, body FROM desk_query WHERE case_token = ?1
