#!/bin/sh
# curl -X POST https://hooks.slack.com/services/T0/B0/x -d text=done
echo "nothing to do"
