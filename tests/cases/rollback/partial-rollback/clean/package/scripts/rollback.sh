#!/bin/sh
curl -X DELETE https://git.example.com/api/v4/projects/118/hooks/7
