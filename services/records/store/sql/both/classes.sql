-- Attributes of policy classes.
-- ?1 ids (list) -> id, attributes
SELECT k.id, k.attributes
FROM numbers(?1) AS j
JOIN policy_class AS k ON k.id = j.value
