#!/bin/sh
sysctl -w vm.max_map_count=262144
