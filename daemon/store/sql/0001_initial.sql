-- The state of cidd. Written for SQLite and PostgreSQL alike; bytes are hexadecimal text, times are milliseconds since
-- 1970-01-01T00:00:00Z. A migration is never edited after its release: a change is a new file.
CREATE TABLE nodes (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    since BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    address TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    adopted INTEGER NOT NULL,
    image TEXT NOT NULL,
    digest TEXT NOT NULL,
    drifted INTEGER NOT NULL,
    failure_stage TEXT NOT NULL,
    failure_code TEXT NOT NULL,
    failure_reason TEXT NOT NULL,
    failure_log TEXT NOT NULL
);

CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    image TEXT NOT NULL,
    resolved TEXT NOT NULL,
    nodes TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    deadline BIGINT NOT NULL,
    finished_at BIGINT NOT NULL
);
CREATE INDEX jobs_by_time ON jobs (created_at);
CREATE INDEX jobs_by_state ON jobs (state);

CREATE TABLE deployments (
    id BIGINT PRIMARY KEY,
    job TEXT NOT NULL,
    node TEXT NOT NULL,
    image TEXT NOT NULL,
    digest TEXT NOT NULL,
    nonce TEXT NOT NULL,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL,
    failure_stage TEXT NOT NULL,
    failure_code TEXT NOT NULL,
    failure_reason TEXT NOT NULL,
    failure_log TEXT NOT NULL
);
CREATE INDEX deployments_by_job ON deployments (job);
CREATE INDEX deployments_by_node ON deployments (node);

CREATE TABLE orders (
    node TEXT PRIMARY KEY,
    disk_serial TEXT NOT NULL,
    who TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE events (
    id BIGINT PRIMARY KEY,
    time BIGINT NOT NULL,
    node TEXT NOT NULL,
    job TEXT NOT NULL,
    deployment BIGINT NOT NULL,
    what TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    duration BIGINT NOT NULL,
    reason TEXT NOT NULL,
    who TEXT NOT NULL
);
CREATE INDEX events_by_node ON events (node);
CREATE INDEX events_by_job ON events (job);
CREATE INDEX events_by_deployment ON events (deployment);
