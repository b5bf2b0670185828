-- The roles that the migrations grant rights to. Run once by a superuser, or by a role that may
-- create roles, before the first migration; roles that exist are left as they are. Passwords are
-- set apart from this file: ALTER ROLE verity_reporter PASSWORD '...'.
--
-- The database belongs to verity_admin, which runs the migrations and is no superuser:
--   CREATE DATABASE verity OWNER verity_admin;
DO $roles$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['verity_admin', 'verity_reporter', 'verity_importer', 'verity_auditor',
    'verity_control', 'verity_operator']
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', name);
    END IF;
  END LOOP;
END
$roles$;
