-- Leaves of registry versions.
SELECT version, payload_sha256, idx FROM registry ORDER BY version
