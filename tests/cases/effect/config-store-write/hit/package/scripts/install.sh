#!/bin/sh
consul kv put app/mode hybrid
