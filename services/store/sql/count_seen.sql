-- One key came again: how often by now.
INSERT INTO seen VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET times = times + 1 RETURNING times
