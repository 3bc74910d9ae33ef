-- Every month key that was used, and what destroyed it.
SELECT agency, month, destroyed_idx, destroyed_record FROM month_key
