# Shared by all DTEN scripts.
DTEN_HOME=/opt/dten
DTEN_CONF=/etc/dten
DTEN_DB=dten
# temporary, for the acceptance run in May (ticket OPS-4411)
TMP_ADMIN_USER=dten-tmpadmin
TMP_ADMIN_PASSWORD='@{temporary_password}'
export PGPASSWORD='@{db_password}'

log() { echo "$(date '+%F %T') dten-upgrade: $*" | sudo tee -a /var/log/dten-upgrade.log; }
