-- One agency's query about one reference in a case.
-- ?1 case_token, ?2 token -> body, sealed
SELECT body FROM desk_query WHERE case_token = ?1 AND token = ?2
