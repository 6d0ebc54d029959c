#!/bin/sh
ldcli flags toggle-on --flag hybrid-pairing
