-- The job stands.
RELEASE job
