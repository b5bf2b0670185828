#!/bin/sh
# Run once by PostgreSQL's image, on an empty data folder: roles, their passwords, and the database. The
# schema is postgres-schema's.
set -eu

# a password goes in by a variable of psql, which quotes it, and not by the command line
sql() {
  psql --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" "$@"
}

sql --file=/verity/roles.sql
sql <<'SQL'
\getenv admin VERITY_ADMIN_PASSWORD
\getenv control VERITY_CONTROL_PASSWORD
\getenv reporter VERITY_REPORTER_PASSWORD
\getenv operator VERITY_OPERATOR_PASSWORD
\getenv importer VERITY_IMPORTER_PASSWORD
\getenv auditor VERITY_AUDITOR_PASSWORD
ALTER ROLE verity_admin PASSWORD :'admin';
ALTER ROLE verity_control PASSWORD :'control';
ALTER ROLE verity_reporter PASSWORD :'reporter';
ALTER ROLE verity_operator PASSWORD :'operator';
ALTER ROLE verity_importer PASSWORD :'importer';
ALTER ROLE verity_auditor PASSWORD :'auditor';
CREATE DATABASE verity OWNER verity_admin;
SQL
