-- Old measurements go every night.
CREATE EVENT purge_measurements
  ON SCHEDULE EVERY 1 DAY STARTS '2026-01-01 03:00:00'
  DO DELETE FROM measurements WHERE taken_at < NOW() - INTERVAL 90 DAY;
