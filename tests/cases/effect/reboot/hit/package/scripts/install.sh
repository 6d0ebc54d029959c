#!/bin/sh
shutdown -r now
