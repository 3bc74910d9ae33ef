-- How the hub named the list that is held.
SELECT state FROM hit_heard_state
