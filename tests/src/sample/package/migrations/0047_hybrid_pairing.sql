-- PostgreSQL. Layout 47: hybrid pairing.
ALTER TABLE devices ADD COLUMN pairing_mode varchar(16) NOT NULL DEFAULT 'hybrid';
ALTER TABLE devices ALTER COLUMN serial TYPE bigint USING serial::bigint;
CREATE INDEX devices_pairing_mode_idx ON devices (pairing_mode);
UPDATE devices SET pairing_mode = 'hybrid', last_seen = now();
