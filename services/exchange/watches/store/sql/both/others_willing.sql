-- Those of other agencies that are willing over one person.
-- ?1 person, ?2 agency, ?3 now, epoch milliseconds
SELECT feed, token, body FROM consent WHERE person = ?1 AND agency <> ?2 AND willing_ms > ?3 ORDER BY token
