#!/bin/sh
curl -X POST https://inventory.example.com/v1/records -d name=x
