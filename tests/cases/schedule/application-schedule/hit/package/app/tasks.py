beat = {
    "import": {"task": "import", "schedule": crontab(hour=3, minute=0)},
}
