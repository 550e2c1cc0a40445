"""Invented crests and logos, drawn here so that nobody's emblem is borrowed."""

import io

from PIL import Image, ImageDraw, ImageFont

SIZE = 480
_SHIELD = ((60, 40), (420, 40), (420, 260), (240, 440), (60, 260))


def shield(letters: str, *, field: str, band: str) -> bytes:
    """A region's crest: a shield with a wavy band and two letters, as PNG on a transparent ground."""
    picture = Image.new("RGBA", (SIZE, SIZE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.polygon(_SHIELD, fill=field, outline="#1c2b4a", width=10)
    for row in range(3):
        top = 250 + row * 34
        points = [(x, top + (10 if (x // 40) % 2 else -10)) for x in range(100 + row * 30, 390 - row * 30, 20)]
        draw.line(points, fill=band, width=14, joint="curve")
    draw.text((240, 150), letters, anchor="mm", fill=band, font=ImageFont.load_default(130))
    return _png(picture)


def disc(letters: str, *, colour: str) -> bytes:
    """A company's or foundation's logo: letters on a disc."""
    picture = Image.new("RGBA", (SIZE, SIZE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((30, 30, SIZE - 30, SIZE - 30), fill=colour)
    draw.text((240, 240), letters, anchor="mm", fill="white", font=ImageFont.load_default(170))
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
