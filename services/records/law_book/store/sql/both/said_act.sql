-- What a request id was used for.
-- ?1 token
SELECT body FROM said_act WHERE token = ?1
