# "schedule": crontab(hour=3)
