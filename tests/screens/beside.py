#!/usr/bin/env python3
"""Puts the real window's pictures beside their designs, for docs/screens.

    python beside.py artefacts DESIGNS docs/screens

Takes `screen-NN-NAME.png` from the first folder (tests/window_screens.rs makes them) and `NAME.png` from the second,
and lets Chromium draw both in one picture; a screen without a design stands alone. Needs Chromium; with Pillow the
files are a third as large.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WIDTH, HEIGHT, GAP = 960, 600, 12
PAGE = """<!doctype html><style>
body {{ margin: 0; display: flex; gap: {gap}px; background: #fff }}
img {{ width: {width}px; height: {height}px; object-fit: contain; object-position: top }}
</style>{images}"""


def chromium() -> str:
    for name in ["chromium", "chromium-browser", "google-chrome"]:
        if found := shutil.which(name):
            return found
    sys.exit("Chromium is not there")


def draw(images: list[pathlib.Path], to: pathlib.Path):
    width = WIDTH * len(images) + GAP * (len(images) - 1)
    tags = "".join(f'<img src="{image.resolve().as_uri()}">' for image in images)
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "page.html"
        page.write_text(PAGE.format(gap=GAP, width=WIDTH, height=HEIGHT, images=tags), encoding="utf-8")
        subprocess.run(
            [chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
             f"--user-data-dir={folder}/user", f"--window-size={width},{HEIGHT}", "--hide-scrollbars",
             f"--screenshot={to.resolve()}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
    lessen(to)


def lessen(picture: pathlib.Path):
    try:
        from PIL import Image
    except ImportError:
        return
    Image.open(picture).convert("RGB").quantize(256).save(picture, optimize=True)


def main():
    shots, designs, out = (pathlib.Path(word) for word in sys.argv[1:4])
    out.mkdir(parents=True, exist_ok=True)
    for shot in sorted(shots.glob("screen-*.png")):
        name = re.sub(r"^screen-\d+-", "", shot.stem)
        design = designs / f"{name}.png"
        draw([shot, design] if design.exists() else [shot], out / f"{name}.png")
        print(name)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main()
