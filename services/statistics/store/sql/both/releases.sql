-- All plans, and what was counted by them.
SELECT plan, release FROM release ORDER BY number
