-- How far each job came, so that a list of jobs needs no look at their nodes. Long lists of nodes are folded from now on.
ALTER TABLE jobs ADD COLUMN node_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN open_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN done_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN failed_count INTEGER NOT NULL DEFAULT 0;
UPDATE jobs SET
    node_count = LENGTH(nodes) - LENGTH(REPLACE(nodes, '
', '')) + 1,
    failed_count = (SELECT COUNT(*) FROM deployments d WHERE d.job = jobs.id AND d.created_at >= jobs.created_at
        AND d.state IN ('failed', 'cancelled'));
UPDATE jobs SET done_count = node_count - failed_count WHERE state <> 'active';
