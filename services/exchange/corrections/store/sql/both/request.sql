-- One proposal.
-- ?1 token
SELECT body FROM correction WHERE token = ?1 AND body <> x''
