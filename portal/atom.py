"""Atom feeds as all of ours are: what it is about as ``subtitle``, pages by ``rel="next"`` (RFC 4287, RFC 5005)."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.xmlutils import SimplerXMLGenerator

KIND = "application/atom+xml; charset=utf-8"


class Feed(Atom1Feed):
    """A feed of the public register. Atom knows no ``description``: Django writes that of its items only.

    ``guid`` is the feed's id for ever, the same on all its pages; ``first`` and ``following`` lead to others of them.
    """

    def __init__(
        self, *, title: str, about: str, link: str, own: str, guid: str, first: str = "", following: str = ""
    ) -> None:
        super().__init__(
            title=title,
            link=link,
            description=about,
            subtitle=about,
            language=get_language(),
            feed_url=own,
            feed_guid=guid,
            author_name=settings.SITE_NAME,
            first=first,
            next=following,
        )

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Say where the other pages are, too."""
        super().add_root_elements(handler)
        for rel in ("first", "next"):
            if self.feed[rel]:
                handler.addQuickElement("link", "", {"rel": rel, "href": self.feed[rel]})

    def answer(self) -> HttpResponse:
        """The feed as it is sent."""
        return HttpResponse(self.writeString("utf-8"), content_type=KIND)
