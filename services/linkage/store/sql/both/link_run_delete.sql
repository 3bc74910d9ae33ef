-- No run is under way.
DELETE FROM link_run
