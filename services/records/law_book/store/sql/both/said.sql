-- What was last said of a matter.
-- ?1 token
SELECT body FROM said WHERE token = ?1
