-- The last use of an identifier by a scope.
INSERT INTO quota (scope, token, at_ms) VALUES (?, ?, ?) ON CONFLICT (scope, token) DO UPDATE SET at_ms = excluded.at_ms
