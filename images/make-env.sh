#!/bin/sh
# Makes images/.env: a password for each account of docker-compose.yml, and the key of the local issuer of
# tokens. What is there already stays as it is: the servers' data folders were made with it.
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
env=${VERITY_ENV_FILE:-$here/.env}
issuer=${VERITY_ISSUER_FOLDER:-$here/../.verity/issuer}

if [ -e "$env" ]; then
  echo "$env is there already, and was left as it is" >&2
  exit 0
fi

# ./verity token makes the key with the first token, which nobody needs
[ -e "$issuer/jwks.json" ] || "$here/../verity" token --role auditor > /dev/null

secret() {
  openssl rand -hex 24
}

{
  for account in AUDIT_WRITER REPORT_READER AUDITOR OPERATOR ADMIN; do
    password=$(secret)
    echo "CLICKHOUSE_${account}_PASSWORD=$password"
    echo "CLICKHOUSE_${account}_SHA256=$(printf %s "$password" | openssl dgst -sha256 -r | cut -d' ' -f1)"
  done
  for account in ADMIN CONTROL REPORTER OPERATOR IMPORTER AUDITOR; do
    echo "VERITY_${account}_PASSWORD=$(secret)"
  done
  echo "POSTGRES_PASSWORD=$(secret)"
  echo "S3_SECRET_KEY=$(secret)"
  echo "CONTROL_LINK_KEY=$(secret)"
  echo "ISSUER_FOLDER=$(cd "$issuer" && pwd)"
} > "$env.part"
mv "$env.part" "$env"
echo "$env was made; keep it as long as the servers' data" >&2
