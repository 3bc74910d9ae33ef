-- Of what one desk was told, last first.
-- ?1 desk -> token, body, sealed, at ms
SELECT told.token, told_of.body, told.at_ms FROM told JOIN told_of ON told_of.token = told.token
WHERE told.desk = ?1 ORDER BY told.at_ms DESC, told.token
