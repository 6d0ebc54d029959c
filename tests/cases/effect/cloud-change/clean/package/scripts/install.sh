#!/bin/sh
# aws ec2 modify-instance-attribute --instance-id i-1
echo "nothing to do"
