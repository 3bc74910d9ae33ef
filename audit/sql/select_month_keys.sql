SELECT agency, month, destroyed_idx, destroyed_record FROM month_key
