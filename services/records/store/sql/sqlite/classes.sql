-- Attributes of policy classes.
-- ?1 ids (JSON) -> id, attributes
SELECT k.id, k.attributes
FROM json_each(?1) AS j
JOIN policy_class AS k ON k.id = j.value
