#!/bin/sh
# apt-get -y install libfoo2
echo "nothing to do"
