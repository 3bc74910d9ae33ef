-- It waits no more. ?1 token -> token, where it waited
DELETE FROM waiting WHERE token = ?1 RETURNING token
