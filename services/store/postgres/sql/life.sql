-- Since when the server lives without having crashed: it counts anew after a recovery, as transactions' numbers may.
-- -> two times
SELECT CAST(pg_postmaster_start_time() AS TEXT) || ' ' || coalesce(CAST(stats_reset AS TEXT), '')
FROM pg_stat_bgwriter
