-- -> how often the store went back
SELECT generation FROM mark
