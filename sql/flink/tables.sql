-- The trail and the reference data as Flink tables. Each ClickHouse table is a query of the folder
-- clickhouse, computed there over the batches that the run has pinned; :clickhouse_<name> is its text.

CREATE TEMPORARY TABLE access_steps (
  event_type STRING NOT NULL,
  request_id STRING,
  occurred_at TIMESTAMP(3) NOT NULL,
  actor_id STRING NOT NULL,
  requested_by STRING,
  approved_at TIMESTAMP(3),
  approved_by STRING,
  subject_id STRING,
  asset_id STRING,
  `role` STRING,
  self_approved BIGINT NOT NULL,
  granted_without_approval BIGINT NOT NULL,
  event_ref STRING NOT NULL,
  requested_ref STRING,
  approved_ref STRING
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_access_steps
);

CREATE TEMPORARY TABLE account_disables (
  subject_id STRING,
  disabled_at TIMESTAMP(3) NOT NULL,
  event_ref STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_account_disables
);

CREATE TEMPORARY TABLE break_glass (
  event_id STRING NOT NULL,
  event_type STRING NOT NULL,
  actor_id STRING NOT NULL,
  asset_id STRING NOT NULL,
  subject_id STRING,
  occurred_at TIMESTAMP(3) NOT NULL,
  reviewed_at TIMESTAMP(3),
  unreviewed BIGINT NOT NULL,
  event_ref STRING NOT NULL,
  reviewed_ref STRING
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_break_glass
);

CREATE TEMPORARY TABLE changes (
  event_id STRING NOT NULL,
  change_id STRING,
  deployed_at TIMESTAMP(3) NOT NULL,
  deployed_by STRING NOT NULL,
  requested_by STRING,
  approved_at TIMESTAMP(3),
  without_prior_approval BIGINT NOT NULL,
  self_approved BIGINT NOT NULL,
  emergency BIGINT NOT NULL,
  deployed_ref STRING NOT NULL,
  requested_ref STRING,
  approval_refs STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_changes
);

CREATE TEMPORARY TABLE data_accesses (
  event_id STRING NOT NULL,
  event_type STRING NOT NULL,
  actor_id STRING NOT NULL,
  actor_type STRING NOT NULL,
  asset_id STRING NOT NULL,
  occurred_at TIMESTAMP(3) NOT NULL,
  occurred_on STRING NOT NULL,
  subject_id STRING,
  purpose STRING,
  recipient STRING,
  origin STRING,
  outcome STRING,
  names_subject BIGINT NOT NULL,
  denied BIGINT NOT NULL,
  break_glass BIGINT NOT NULL,
  exported BIGINT NOT NULL,
  disclosed BIGINT NOT NULL,
  accountable BIGINT NOT NULL,
  event_ref STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_data_accesses
);

CREATE TEMPORARY TABLE events (
  event_id STRING NOT NULL,
  event_type STRING NOT NULL,
  actor_id STRING NOT NULL,
  actor_type STRING NOT NULL,
  resource_type STRING NOT NULL,
  resource_id STRING NOT NULL,
  action STRING NOT NULL,
  details STRING NOT NULL,
  occurred_at TIMESTAMP(3) NOT NULL,
  occurred_on STRING NOT NULL,
  ingested_at TIMESTAMP(3) NOT NULL,
  kafka_partition BIGINT NOT NULL,
  kafka_offset BIGINT NOT NULL,
  subject_id STRING,
  review_id STRING,
  risk_score DOUBLE,
  details_valid BIGINT NOT NULL,
  late BIGINT NOT NULL,
  data_access BIGINT NOT NULL,
  access_failed BIGINT NOT NULL,
  log_read BIGINT NOT NULL,
  credential_change BIGINT NOT NULL,
  logging_switch BIGINT NOT NULL,
  object_change BIGINT NOT NULL,
  event_ref STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_events
);

CREATE TEMPORARY TABLE grants_made (
  subject_id STRING,
  asset_id STRING,
  granted_at TIMESTAMP(3) NOT NULL,
  granted_by STRING NOT NULL,
  event_ref STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_grants_made
);

CREATE TEMPORARY TABLE incidents (
  incident_id STRING NOT NULL,
  opened_at TIMESTAMP(3),
  closed_at TIMESTAMP(3),
  opened_in_period BIGINT NOT NULL,
  closed_in_period BIGINT NOT NULL,
  open_at_end BIGINT NOT NULL,
  close_ms BIGINT,
  opened_ref STRING,
  closed_ref STRING
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_incidents
);

CREATE TEMPORARY TABLE last_logins (
  actor_id STRING NOT NULL,
  last_login_at TIMESTAMP(3) NOT NULL,
  event_ref STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_last_logins
);

CREATE TEMPORARY TABLE log_review_days (
  on_day STRING NOT NULL,
  reviews BIGINT NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_log_review_days
);

CREATE TEMPORARY TABLE period_totals (
  events BIGINT NOT NULL,
  actors BIGINT NOT NULL,
  resources BIGINT NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_period_totals
);

CREATE TEMPORARY TABLE reviews (
  review_id STRING,
  subject_id STRING,
  asset_id STRING,
  reviewer_id STRING,
  campaign STRING,
  risk_score DOUBLE,
  started_at TIMESTAMP(3),
  due_at TIMESTAMP(3),
  decided_at TIMESTAMP(3),
  last_decided_at TIMESTAMP(3),
  decision STRING,
  rationale STRING,
  decision_actor_id STRING,
  decide_ms BIGINT,
  exhausted_at TIMESTAMP(3),
  started_in_period BIGINT NOT NULL,
  completed BIGINT NOT NULL,
  open_at_end BIGINT NOT NULL,
  within_sla BIGINT NOT NULL,
  sla_breached BIGINT NOT NULL,
  approved_without_rationale BIGINT NOT NULL,
  revoke_not_executed BIGINT NOT NULL,
  escalation_exhausted BIGINT NOT NULL,
  escalations BIGINT NOT NULL,
  self_decisions BIGINT NOT NULL,
  started_ref STRING,
  decided_ref STRING,
  exhausted_event_ref STRING,
  self_decision_refs STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_reviews
);

CREATE TEMPORARY TABLE revocations (
  grant_id STRING NOT NULL,
  review_id STRING,
  subject_id STRING,
  asset_id STRING,
  requested_at TIMESTAMP(3),
  executed_at TIMESTAMP(3),
  requested_by STRING,
  executed_by STRING,
  requested_in_period BIGINT NOT NULL,
  executed_in_period BIGINT NOT NULL,
  outstanding BIGINT NOT NULL,
  remediate_ms BIGINT,
  requested_ref STRING,
  executed_ref STRING
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_revocations
);

CREATE TEMPORARY TABLE role_holdings (
  subject_id STRING NOT NULL,
  asset_id STRING NOT NULL,
  `role` STRING NOT NULL,
  granted_at TIMESTAMP(3) NOT NULL,
  granted_by STRING NOT NULL,
  event_ref STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_role_holdings
);

CREATE TEMPORARY TABLE shared_id_evidence (
  actor_id STRING NOT NULL,
  first_at TIMESTAMP(3) NOT NULL,
  event_refs STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_shared_id_evidence
);

CREATE TEMPORARY TABLE shared_ids (
  actor_id STRING NOT NULL,
  pairs BIGINT NOT NULL,
  first_at TIMESTAMP(3) NOT NULL,
  first_origin STRING NOT NULL,
  second_at TIMESTAMP(3) NOT NULL,
  second_origin STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_shared_ids
);

CREATE TEMPORARY TABLE subject_requests (
  kind STRING NOT NULL,
  request_id STRING,
  subject_id STRING,
  requested_at TIMESTAMP(3) NOT NULL,
  completed_at TIMESTAMP(3),
  complete_ms BIGINT,
  requested_ref STRING NOT NULL,
  completed_ref STRING
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_subject_requests
);

CREATE TEMPORARY TABLE trail_months (
  in_month STRING NOT NULL,
  events BIGINT NOT NULL,
  oldest TIMESTAMP(3) NOT NULL,
  newest TIMESTAMP(3) NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_trail_months
);

CREATE TEMPORARY TABLE trail_offsets (
  kafka_partition BIGINT NOT NULL,
  events BIGINT NOT NULL,
  first_offset BIGINT NOT NULL,
  last_offset BIGINT NOT NULL,
  oldest TIMESTAMP(3) NOT NULL,
  newest TIMESTAMP(3) NOT NULL,
  batches BIGINT NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_trail_offsets
);

CREATE TEMPORARY TABLE withdrawn_accesses (
  event_id STRING NOT NULL,
  event_type STRING NOT NULL,
  subject_id STRING NOT NULL,
  purpose STRING NOT NULL,
  occurred_at TIMESTAMP(3) NOT NULL,
  withdrawn_at TIMESTAMP(3) NOT NULL,
  actor_id STRING NOT NULL,
  asset_id STRING NOT NULL,
  event_ref STRING NOT NULL,
  withdrawn_ref STRING NOT NULL
) WITH (
  'connector' = 'clickhouse',
  'url' = :clickhouse_url,
  'username' = :clickhouse_user,
  'password' = :clickhouse_password,
  'certificates' = :clickhouse_certificates,
  'snapshot.run-id' = :run_id,
  'query' = :clickhouse_withdrawn_accesses
);

-- Principals and assets with every revision; the views take the one that the run has pinned.
CREATE TEMPORARY TABLE principal_revisions (
  id STRING NOT NULL,
  kind STRING,
  name STRING,
  email STRING,
  department STRING,
  manager_id STRING,
  status STRING,
  hired_at_millis BIGINT,
  terminated_at_millis BIGINT,
  privileged BOOLEAN,
  revision_from BIGINT,
  revision_to BIGINT
) WITH (
  'connector' = 'jdbc',
  'url' = :database_url,
  'username' = :database_user,
  'password' = :database_password,
  'table-name' = 'principal_revisions'
);

CREATE TEMPORARY TABLE asset_revisions (
  id STRING NOT NULL,
  type STRING,
  name STRING,
  `system` STRING,
  tags STRING,
  owner_id STRING,
  revision_from BIGINT,
  revision_to BIGINT
) WITH (
  'connector' = 'jdbc',
  'url' = :database_url,
  'username' = :database_user,
  'password' = :database_password,
  'table-name' = 'asset_revisions'
);
