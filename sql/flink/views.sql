-- What reports read besides the tables themselves.

-- Times travel as milliseconds: the JDBC driver would read them in the time zone of the JVM.
CREATE TEMPORARY VIEW principals AS
SELECT
  id, kind, name, email, department, manager_id, status,
  TIMESTAMP_OF_MILLIS(hired_at_millis) AS hired_at,
  TIMESTAMP_OF_MILLIS(terminated_at_millis) AS terminated_at,
  privileged
FROM principal_revisions
WHERE revision_from <= :reference_revision AND revision_to > :reference_revision;

CREATE TEMPORARY VIEW assets AS
SELECT id, type, name, `system`, CONCAT('|', tags, '|') AS tags, owner_id
FROM asset_revisions
WHERE revision_from <= :reference_revision AND revision_to > :reference_revision;

-- Who had an account at the end of the period.
CREATE TEMPORARY VIEW active_principals AS
SELECT *
FROM principals
WHERE hired_at < :end AND (terminated_at IS NULL OR terminated_at >= :end);

-- Events of the period in one of the kinds that a log has to hold (PCI DSS 10.2.1.1 to 10.2.1.7); an
-- event may be of several. Kinds without events are there, with 0.
CREATE TEMPORARY VIEW logged_categories AS
WITH
by_actor AS (
  SELECT
    actor_id,
    COUNT(*) AS events,
    SUM(log_read) AS log_reads,
    SUM(access_failed) AS accesses_failed,
    SUM(credential_change) AS credential_changes,
    SUM(logging_switch) AS logging_switches,
    SUM(object_change) AS object_changes
  FROM events
  GROUP BY actor_id
),
by_asset AS (
  SELECT asset_id, COUNT(*) AS accesses
  FROM data_accesses
  GROUP BY asset_id
),
totals AS (
  SELECT
    SUM(a.events) FILTER (WHERE p.privileged) AS privileged_events,
    SUM(a.log_reads) AS log_reads,
    SUM(a.accesses_failed) AS accesses_failed,
    SUM(a.credential_changes) AS credential_changes,
    SUM(a.logging_switches) AS logging_switches,
    SUM(a.object_changes) AS object_changes
  FROM by_actor AS a
  LEFT JOIN principals AS p ON p.id = a.actor_id
),
cardholder AS (
  SELECT SUM(d.accesses) AS accesses
  FROM by_asset AS d
  JOIN assets AS s ON s.id = d.asset_id
  WHERE s.tags LIKE '%|CHD|%'
)
SELECT
  k.category,
  k.label,
  COALESCE(
    CASE k.category
      WHEN '10.2.1.1' THEN c.accesses
      WHEN '10.2.1.2' THEN t.privileged_events
      WHEN '10.2.1.3' THEN t.log_reads
      WHEN '10.2.1.4' THEN t.accesses_failed
      WHEN '10.2.1.5' THEN t.credential_changes
      WHEN '10.2.1.6' THEN t.logging_switches
      WHEN '10.2.1.7' THEN t.object_changes
    END,
    0) AS events
FROM (
  VALUES
    ('10.2.1.1', 'access to cardholder data'),
    ('10.2.1.2', 'actions by privileged accounts'),
    ('10.2.1.3', 'access to audit logs'),
    ('10.2.1.4', 'failed access'),
    ('10.2.1.5', 'changes to credentials and accounts'),
    ('10.2.1.6', 'logging started or stopped'),
    ('10.2.1.7', 'system objects created or deleted')
) AS k (category, label)
CROSS JOIN totals AS t
CROSS JOIN cardholder AS c;


-- Who left in the period, and when their account was first disabled at or after that.
CREATE TEMPORARY VIEW leavers AS
SELECT
  p.id,
  p.name,
  p.kind,
  p.department,
  p.terminated_at,
  MIN(d.disabled_at) AS disabled_at,
  MIN(MILLIS_BETWEEN(p.terminated_at, d.disabled_at)) AS disabled_ms
FROM principals AS p
LEFT JOIN account_disables AS d ON d.subject_id = p.id AND d.disabled_at >= p.terminated_at
WHERE p.terminated_at >= :start AND p.terminated_at < :end
GROUP BY p.id, p.name, p.kind, p.department, p.terminated_at;

-- Accesses to assets that hold health information, by who and what.
CREATE TEMPORARY VIEW phi_access_counts AS
SELECT d.*, a.name AS asset_name
FROM (
  SELECT
    actor_id,
    asset_id,
    COUNT(*) AS accesses,
    SUM(accountable) AS accountable,
    SUM(break_glass) AS break_glass,
    SUM(denied) AS denied,
    MIN(occurred_at) AS first_at,
    MAX(occurred_at) AS last_at
  FROM data_accesses
  GROUP BY actor_id, asset_id
) AS d
JOIN assets AS a ON a.id = d.asset_id
WHERE a.tags LIKE '%|PHI|%';

-- Accounts active at the end without a decision on any review of theirs in the 182 days before it.
CREATE TEMPORARY VIEW accounts_unreviewed AS
SELECT p.id, p.name, p.kind, p.department, p.privileged, p.hired_at, r.last_decided_at
FROM active_principals AS p
LEFT JOIN (
  SELECT subject_id, MAX(last_decided_at) AS last_decided_at
  FROM reviews
  GROUP BY subject_id
) AS r ON r.subject_id = p.id
WHERE r.last_decided_at IS NULL OR r.last_decided_at < :end - INTERVAL '182' DAY(3);

-- People active at the end who did not log in during the 90 days before it.
CREATE TEMPORARY VIEW accounts_idle AS
SELECT p.id, p.name, p.department, p.privileged, p.hired_at, l.last_login_at, l.event_ref
FROM active_principals AS p
LEFT JOIN last_logins AS l ON l.actor_id = p.id
WHERE p.kind = 'USER'
  AND (l.last_login_at IS NULL OR l.last_login_at < :end - INTERVAL '90' DAY(3));

-- Who had left before the end and logged in during the period nevertheless, after leaving.
CREATE TEMPORARY VIEW leavers_active AS
SELECT p.id, p.name, p.department, p.terminated_at, l.last_login_at, l.event_ref
FROM principals AS p
JOIN last_logins AS l ON l.actor_id = p.id
WHERE p.terminated_at < :end AND l.last_login_at >= :start AND l.last_login_at > p.terminated_at;

-- Two roles that do not go together, held by one person on one asset. The pairs are this list.
CREATE TEMPORARY VIEW toxic_role_holdings AS
SELECT
  a.subject_id,
  p.name AS subject_name,
  s.name AS asset_name,
  t.first_role,
  t.second_role,
  t.risk,
  CASE WHEN a.granted_at > b.granted_at THEN a.granted_at ELSE b.granted_at END AS since,
  a.event_ref AS first_ref,
  b.event_ref AS second_ref
FROM (
  VALUES
    ('admin', 'approver', 'can give access and approve that it is given'),
    ('developer', 'deployer', 'can write a change and put it live'),
    ('payments_create', 'payments_approve', 'can make a payment and approve it'),
    ('vendor_create', 'payments_create', 'can invent a supplier and pay it'),
    ('admin', 'auditor', 'can act and judge the trail of it'),
    ('admin', 'writer', 'can give access to what it may change')
) AS t (first_role, second_role, risk)
JOIN role_holdings AS a ON a.`role` = t.first_role
JOIN role_holdings AS b ON b.`role` = t.second_role AND b.subject_id = a.subject_id AND b.asset_id = a.asset_id
LEFT JOIN assets AS s ON s.id = a.asset_id
LEFT JOIN principals AS p ON p.id = a.subject_id;
