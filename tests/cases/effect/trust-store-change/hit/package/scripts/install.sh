#!/bin/sh
keytool -importcert -alias vendor -file ca.pem
