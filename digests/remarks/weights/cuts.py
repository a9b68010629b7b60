"""Log odds that a content ends at a mark, by feature. Written by bench/fit_speakers.py."""

# fmt: off
CUTS: dict[str, float] = {
    "a pair of dashes": -0.87, "and soon": -0.51, "bias": -0.11, "commas after 0": 0.39, "commas after 1": -0.22,
    "commas after 2": 0.63, "commas after 3": -0.91, "finite before": 0.06, "length 2": 0.39, "length 5": 0.22,
    "length long": -0.75, "mark ,": -0.76, "mark -": -0.32, "mark .": 0.77, "mark ;": 0.21, "next N": 0.44,
    "next Q": -1.02, "next a": 1.34, "next an": 0.97, "next and": 0.61, "next and, finite": 0.42,
    "next and, none finite": 0.19, "next as": -0.5, "next but": 0.59, "next but, finite": 0.5,
    "next but, none finite": 0.35, "next d": -1.04, "next ed": 0.68, "next even": 0.23, "next he": 0.57,
    "next his": 0.72, "next in": -0.68, "next including": -1.2, "next ing": 1.23, "next it": 0.21, "next not": -0.68,
    "next or": -0.12, "next she": 0.19, "next the": 0.85, "next though": 0.82, "next to": -0.36, "next w": -0.17,
    "next was": -0.26, "next which": 0.84, "next which, finite": 0.27, "next which, none finite": 0.58,
    "next while": 1.16, "next who, finite": 0.86, "next with": -0.17, "none finite after": -0.15,
    "none finite before": -0.17, "opens Q": -1.21, "opens if": -0.57, "opens that": -0.59, "opens to": 0.86,
    "opens w": 0.21,
}
