-- What is held already is followed in the order in which it came.
UPDATE head SET changed = record
