INSERT INTO month_key (agency, month) VALUES (?, ?)
