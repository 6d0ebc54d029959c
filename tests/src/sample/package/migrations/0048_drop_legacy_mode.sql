-- PostgreSQL. Layout 48: the legacy mode is gone.
ALTER TABLE rooms DROP COLUMN legacy_mode;
DROP TABLE legacy_pairings;
ALTER TABLE rooms RENAME COLUMN controller TO controller_id;
