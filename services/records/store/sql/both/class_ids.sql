-- Every policy class that a record has, or had.
-- -> id
SELECT id
FROM policy_class
ORDER BY id
