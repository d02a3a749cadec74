-- A deployment that writes the image anew also where the node runs it.
ALTER TABLE deployments ADD COLUMN reinstall INTEGER NOT NULL DEFAULT 0;
