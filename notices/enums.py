"""Where a message stands, and how it travels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """Whether a message travels alone and at once, or with others in the summary of a working morning."""

    NOW = "segera", _("Segera")
    DIGEST = "ringkasan", _("Dalam ringkasan pagi")


class State(models.TextChoices):
    """Delivery state of one message, as staff see it. Never stored; follows from the moments of the row."""

    OWED = "terutang", _("Menunggu dikirim")
    AGAIN = "dikirim_ulang", _("Menunggu dikirim ulang")
    SENDING = "dikirimkan", _("Sedang dikirim")
    RETRYING = "dicoba_lagi", _("Gagal, akan dicoba lagi")
    GIVEN_UP = "dihentikan", _("Gagal, dihentikan")
    SENT = "terkirim", _("Terkirim")
    BOUNCED = "terpental", _("Surel tidak sampai")
    MUTED = "senyap", _("Hanya di kotak masuk")
    READ = "dibaca", _("Dibaca")
    ACTED = "ditindaklanjuti", _("Ditindaklanjuti")
    SUPERSEDED = "tidak_berlaku", _("Tidak berlaku lagi")
