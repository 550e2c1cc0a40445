"""What all rooms share. Empty: `manage.py up` and the health check start without Celery and Django."""
