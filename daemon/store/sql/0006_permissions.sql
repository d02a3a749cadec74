-- Whether an operator asked for a job.
ALTER TABLE jobs ADD COLUMN by_operator INTEGER NOT NULL DEFAULT 0;
UPDATE jobs SET by_operator = 1 WHERE owner = 'operator';

-- What may be erased on a node, for which deployment; 0: for an operator's next one, until a moment. What was allowed
-- before had no end and no deployment: it belongs to the one that could have used it, or gets the end that it would have
-- today.
CREATE TABLE permissions (
    node TEXT NOT NULL,
    deployment BIGINT NOT NULL,
    disk TEXT NOT NULL,
    who TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (node, deployment)
);
INSERT INTO permissions (node, deployment, disk, who, created_at, ends_at)
    SELECT o.node, COALESCE((SELECT MIN(d.id) FROM deployments d JOIN jobs j ON j.id = d.job
            WHERE d.node = o.node AND d.state = 'open' AND j.state = 'active' AND d.created_at >= j.created_at
            AND (j.by_operator = 1 OR o.created_at >= d.created_at)), 0),
        o.disk_serial, o.who, o.created_at, o.created_at + 86400000
    FROM orders o;
UPDATE permissions SET ends_at = 0 WHERE deployment <> 0;
DROP TABLE orders;

-- Which job keeps which node; ends_at 0: until it is released.
CREATE TABLE holds (
    node TEXT PRIMARY KEY,
    job TEXT NOT NULL,
    owner TEXT NOT NULL,
    since BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);

-- Whether the machine has shown that its key outlived a start, and until when it may have the node's next one all the
-- same. What ran an image had its key on the disk.
ALTER TABLE nodes ADD COLUMN key_kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE nodes ADD COLUMN enrol_until BIGINT NOT NULL DEFAULT 0;
UPDATE nodes SET key_kept = 1 WHERE epoch > 0 AND image <> '';
