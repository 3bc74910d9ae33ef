-- Nobody looks at them any more.
-- ?1 token
DELETE FROM guarded WHERE token = ?1
