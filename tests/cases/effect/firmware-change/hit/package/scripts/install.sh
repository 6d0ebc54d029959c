#!/bin/sh
fwupdmgr update
