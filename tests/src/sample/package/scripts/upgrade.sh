#!/bin/bash
# Database and service part of the upgrade.
. "$(dirname "$0")/common.sh"

for m in ../migrations/0047_hybrid_pairing.sql ../migrations/0048_drop_legacy_mode.sql; do
  log "migration $m"
  psql -h localhost -U dten -d "$DTEN_DB" -v ON_ERROR_STOP=0 -f "$m"
done

# let replication catch up
sleep 240
sudo systemctl daemon-reload
sudo systemctl enable dten-agentd
sudo systemctl start dten-manager
# devices re-register in the background
sleep 180
sudo systemctl restart dten-agentd
