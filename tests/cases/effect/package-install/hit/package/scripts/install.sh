#!/bin/sh
apt-get -y install libfoo2
