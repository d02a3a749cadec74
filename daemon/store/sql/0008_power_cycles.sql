-- How often the machine of a deployment was switched off and on because nothing came from it.
ALTER TABLE deployments ADD COLUMN power_cycles INTEGER NOT NULL DEFAULT 0;
