-- The last binding.
-- -> id
SELECT coalesce(max(id), 0)
FROM bound_class
