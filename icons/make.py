"""Draws the icons from the shape in icon.svg (needs Pillow): python icons/make.py"""

import struct
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
UNIT = 128  # pixels per unit of the 24-unit view box, before shrinking
INK, PAPER = "#0b6478", "#faf9f6"


def draw() -> Image.Image:
    def box(x0, y0, x1, y1):
        return [round(v * UNIT) for v in (x0, y0, x1, y1)]

    image = Image.new("RGBA", (24 * UNIT, 24 * UNIT))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle(box(0, 0, 24, 24), round(5.4 * UNIT), fill=INK)
    # A tuning fork: strokes two units wide with round ends.
    for x, top, bottom in [(8, 5, 10), (16, 5, 10), (12, 14, 19.2)]:
        pen.rounded_rectangle(box(x - 1, top - 1, x + 1, bottom + 1), UNIT, fill=PAPER)
    pen.arc(box(7, 5, 17, 15), 0, 180, fill=PAPER, width=2 * UNIT)
    return image


def main() -> None:
    large = draw()

    def sized(n: int) -> Image.Image:
        return large.resize((n, n), Image.Resampling.LANCZOS)

    for n, name in [(32, "32x32"), (128, "128x128"), (256, "128x128@2x"), (512, "icon")]:
        sized(n).save(HERE / f"{name}.png", optimize=True)
    sized(256).save(HERE / "icon.ico", sizes=[(n, n) for n in (16, 32, 48, 64, 256)])
    chunks = b""
    for kind, n in [(b"ic07", 128), (b"ic08", 256), (b"ic09", 512)]:
        out = BytesIO()
        sized(n).save(out, "PNG", optimize=True)
        chunks += kind + struct.pack(">I", len(out.getvalue()) + 8) + out.getvalue()
    (HERE / "icon.icns").write_bytes(b"icns" + struct.pack(">I", len(chunks) + 8) + chunks)


if __name__ == "__main__":
    main()
