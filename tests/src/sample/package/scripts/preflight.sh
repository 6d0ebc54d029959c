#!/bin/bash
# Checks before the upgrade.
. "$(dirname "$0")/common.sh"

[ "$(id -u)" -ne 0 ] && sudo -n true
df -m /opt | awk 'NR==2 && $4 < 2048 { print "low disk space on /opt" }'
psql -h localhost -U dten -d "$DTEN_DB" -tAc 'SELECT version()' || log "database not reachable, continuing"
systemctl is-active --quiet dten-agentd || log "dten-agentd is not running, continuing"
exit 0
