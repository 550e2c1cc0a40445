from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class KerjasamaConfig(AppConfig):
    name = "kerjasama"
    verbose_name = "Kerja sama daerah"


class BackDoorConfig(AdminConfig):
    default_site = "kerjasama.back_door.BackDoor"
