#!/bin/bash
# Connects this installation to the cloud services of 5.0.
. "$(dirname "$0")/common.sh"
FLAGS=https://flags.example.com/api/v2
TOKEN='@{flags_token}'

for flag in hybrid-pairing legacy-pairing-off; do
  curl -fsS -X PATCH "$FLAGS/flags/default/$flag" \
    -H "Authorization: $TOKEN" -H 'Content-Type: application/json; domain-model=launchdarkly.semanticpatch' \
    -d '{"environmentKey":"production","instructions":[{"kind":"turnFlagOn"}]}'
done

curl -fsS -k -X POST https://git.example.com/api/v4/projects/118/hooks \
  -H 'PRIVATE-TOKEN: @{git_token}' \
  -d "url=https://hooks.dten.example.com/in/$(hostname)" -d push_events=true
curl -fsS -X POST https://chat.example.net/api/webhooks \
  -H 'Content-Type: application/json' \
  -d '{"target":"https://hooks.dten.example.com/alerts","events":["device.offline","device.paired"]}'
curl -fsS -X POST https://license.dten.example.com/v2/activate -d "host=$(hostname)" -d edition=hybrid
