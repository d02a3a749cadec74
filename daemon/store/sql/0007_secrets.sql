-- The first deployment with which a node's key gets secret overlays, 0: none yet. Keys that were kept have been known for
-- long.
ALTER TABLE nodes ADD COLUMN secrets_from BIGINT NOT NULL DEFAULT 0;
UPDATE nodes SET secrets_from = 1 WHERE key_kept = 1;
