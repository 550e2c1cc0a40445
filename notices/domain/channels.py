"""A person's further ways: what the installation offers, and the proof that an address is theirs.

The setting ``CHANNELS`` maps a name to an address of Apprise with ``{address}`` where the person's part belongs. People
never give an address of Apprise themselves: it could point anywhere in our network.
"""

import datetime as dt
import hashlib
import hmac
import logging
import re
import secrets
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from accounts.models import User
from notices.models import Channel

logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its lines hold addresses and tokens

ADDRESS = re.compile(r"[+@]?[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")
CODE_VALID = dt.timedelta(minutes=30)
CODE_PAUSE = dt.timedelta(minutes=1)  # between two codes: the way costs money and belongs to somebody
MAX_TRIES = 5


class ChannelError(Exception):
    """The message did not go through; the text is safe to keep: it holds no address and no token."""


def offered() -> list[str]:
    """Names of the ways this installation offers."""
    return sorted(settings.CHANNELS)


def set_address(user: User, name: str, address: str, *, now: dt.datetime) -> Channel:
    """Take an address and send a code to it. A changed address must be proven anew.

    Raises ValidationError for an unknown way, an impossible address, a code asked for too soon or not sent.
    """
    if name not in settings.CHANNELS:
        raise ValidationError({"name": say("Saluran ini tidak tersedia.")})
    address = address.strip()
    if not ADDRESS.fullmatch(address):
        raise ValidationError({"address": say("Isi nomor atau nama akun saja, tanpa spasi dan tanpa tanda lain.")})
    old = Channel.objects.filter(user=user, name=name).first()
    if old and old.code_sent_at and now - old.code_sent_at < CODE_PAUSE:
        raise ValidationError({"address": say("Tunggu satu menit sebelum meminta kode lagi.")})
    code = f"{secrets.randbelow(10**6):06d}"
    if old is not None and old.address != address:
        old.delete()  # with its deliveries: they were meant for the other address
    channel, _new = Channel.objects.update_or_create(
        user=user,
        name=name,
        defaults={
            "address": address,
            "code_sha256": _digest(code),
            "code_sent_at": now,
            "tries": 0,
            "verified_at": None,
        },
    )
    try:
        send(channel, title=say("Kode verifikasi"), body=say("Kode Anda: %(code)s") % {"code": code})
    except ChannelError as error:
        raise ValidationError({"address": say("Kode tidak dapat dikirim lewat saluran ini.")}) from error
    return channel


def verify(user: User, name: str, code: str, *, now: dt.datetime) -> Channel:
    """The code came back: from now on messages go this way too. Raises ValidationError; five wrong ones end a code."""
    with transaction.atomic():
        channel = Channel.objects.select_for_update().filter(user=user, name=name, verified_at=None).first()
        if channel is None or not channel.code_sha256 or channel.tries >= MAX_TRIES or _is_old(channel, now):
            raise ValidationError({"code": say("Kode ini tidak berlaku lagi. Mintalah kode baru.")})
        channel.tries += 1
        if hmac.compare_digest(channel.code_sha256, _digest(code.strip())):
            channel.verified_at, channel.code_sha256 = now, ""
        channel.save(update_fields=["tries", "verified_at", "code_sha256"])
    if channel.verified_at is None:  # outside, so that the wrong try stays counted
        raise ValidationError({"code": say("Kode ini tidak cocok. Periksa pesan yang baru Anda terima.")})
    return channel


def _is_old(channel: Channel, now: dt.datetime) -> bool:
    return channel.code_sent_at is None or now - channel.code_sent_at > CODE_VALID


def remove(user: User, name: str) -> None:
    """No messages this way any more."""
    Channel.objects.filter(user=user, name=name).delete()


def send(channel: Channel, *, title: str, body: str) -> None:
    """Hand one message to Apprise. Raises ChannelError when it was not taken."""
    import apprise

    template = settings.CHANNELS.get(channel.name)
    if template is None:
        raise ChannelError("saluran tidak lagi tersedia")
    service = apprise.Apprise()
    if not service.add(str(template).replace("{address}", quote(channel.address, safe=""))):
        raise ChannelError("alamat Apprise pada CHANNELS tidak dikenali")
    try:
        is_taken = service.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT)
    except Exception as error:  # noqa: BLE001 - a plug-in's fault; its text may hold the token
        raise ChannelError(type(error).__name__) from None
    if not is_taken:
        raise ChannelError("ditolak atau tidak terjangkau")


def _digest(code: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{code}".encode()).hexdigest()
