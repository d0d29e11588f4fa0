"""The table of ``evaluate``, in Markdown, with the goals and whether they are met."""

from collections.abc import Sequence

Row = dict[str, str | float]

# Key, heading, digits.
COLUMNS = (
    ("s_vgg", "S_VGG ↓", 3),
    ("s_16", "S_16 ↓", 3),
    ("c4", "C4 ↓", 3),
    ("ssim", "SSIM ↑", 3),
    ("edge", "edge ↑", 3),
    ("noise", "noise gain ↓", 2),
    ("shift", "shift-3 /255 ↓", 2),
    ("halo", "halo ↓", 2),
    ("contour", "contour ↓", 2),
    ("grid", "grid /255 ↓", 2),
    ("border", "border →1", 2),
    ("unseen_seen", "unseen÷seen ↓", 2),
    ("own", "own code dB ↑", 1),
    ("fp16", "fp16 dB ↑", 1),
    ("gmac", "GMAC", 2),
)


def format_table(rows: Sequence[Row]) -> str:
    """One line a network."""
    lines = [
        "| | " + " | ".join(heading for _, heading, _ in COLUMNS) + " |",
        "|" + "---|" * (len(COLUMNS) + 1),
    ]
    for row in rows:
        cells = [f"{row[key]:.{digits}f}" if key in row else "" for key, _, digits in COLUMNS]
        lines.append(f"| {row['name']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
