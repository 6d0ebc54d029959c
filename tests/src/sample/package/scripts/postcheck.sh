#!/bin/bash
. "$(dirname "$0")/common.sh"
curl -fsS http://192.0.2.40:8080/healthz || log "manager not healthy yet"
systemctl is-active --quiet dten-agentd || log "agent not active"
