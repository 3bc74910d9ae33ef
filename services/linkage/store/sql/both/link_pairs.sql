-- Every pair of the run under way.
-- -> one, other, millibits, fields
SELECT p.one, p.other, p.millibits, p.fields
FROM link_pair AS p
ORDER BY p.one, p.other
