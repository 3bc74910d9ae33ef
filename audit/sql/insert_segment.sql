INSERT INTO segment (first_idx, count, bodies, sealed) VALUES (?, ?, ?, ?)
