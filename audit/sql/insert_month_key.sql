-- A month key is used for the first time.
INSERT INTO month_key (agency, month) VALUES (?, ?)
