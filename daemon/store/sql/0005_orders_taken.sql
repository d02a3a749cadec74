-- When the order of the running attempt became due, whether a stage of it was entered, and how many attempts the node
-- reported as failed. What was open before the change counts as taken: it ends as it did then.
ALTER TABLE deployments ADD COLUMN ordered_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deployments ADD COLUMN taken INTEGER NOT NULL DEFAULT 1;
ALTER TABLE deployments ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
