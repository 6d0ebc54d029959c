#!/bin/sh
kafka-topics.sh --alter --topic t --partitions 12
