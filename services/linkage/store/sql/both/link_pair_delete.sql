-- Nothing is left of a run.
DELETE FROM link_pair
