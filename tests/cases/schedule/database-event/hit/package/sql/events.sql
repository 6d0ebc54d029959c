CREATE EVENT IF NOT EXISTS purge_sessions
  ON SCHEDULE EVERY 1 DAY
  DO DELETE FROM sessions WHERE age > 30;
SELECT cron.schedule('nightly', '0 3 * * *', $$VACUUM$$);
