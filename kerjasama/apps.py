from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

import kerjasama.celery  # noqa: F401 - the first app of all: tasks of the rooms find their queue


class KerjasamaConfig(AppConfig):
    name = "kerjasama"
    verbose_name = "Kerja sama daerah"


class BackDoorConfig(AdminConfig):
    default_site = "kerjasama.back_door.BackDoor"
