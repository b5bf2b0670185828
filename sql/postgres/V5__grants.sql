-- Who may do what. The roles must exist, see roles.sql: a missing one stops the migration, as a
-- database that nobody is locked out of, or everybody is, is worse than none.
DO $$
DECLARE
  missing text;
BEGIN
  SELECT string_agg(name, ', ' ORDER BY name) INTO missing
  FROM unnest(ARRAY['verity_reporter', 'verity_importer', 'verity_auditor']) AS name
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name);
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'no role %: run sql/postgres/roles.sql first, then migrate again', missing;
  END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO verity_reporter, verity_importer, verity_auditor;

GRANT SELECT ON principals, principals_history, assets, assets_history, reference_revisions,
  principal_revisions, asset_revisions TO verity_reporter, verity_importer;

-- The reporter runs reports.
GRANT SELECT, INSERT, UPDATE ON report_runs TO verity_reporter;
GRANT SELECT, INSERT ON report_artifacts TO verity_reporter;
GRANT INSERT (actor, action, object, outcome, detail) ON access_log TO verity_reporter;

-- The importer keeps the reference data; its history writes itself.
GRANT INSERT, UPDATE ON principals, assets TO verity_importer;
GRANT INSERT ON reference_revisions TO verity_importer;

-- The auditor reads everything, also what later migrations add.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO verity_auditor;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO verity_auditor;
