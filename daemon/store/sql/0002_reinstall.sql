-- A deployment that divides the disk anew first; 0 from the moment at which that begins.
ALTER TABLE deployments ADD COLUMN reinstall INTEGER NOT NULL DEFAULT 0;
