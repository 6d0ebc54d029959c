#!/bin/sh
certbot certonly -d app.example.com
