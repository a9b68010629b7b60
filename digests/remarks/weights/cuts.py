"""Log odds that a content ends at a mark, by feature. Written by bench/fit_speakers.py."""

# fmt: off
CUTS: dict[str, float] = {
    "a pair of dashes": -0.87, "and soon": -0.51, "bias": -0.12, "commas after 0": 0.37, "commas after 1": -0.22,
    "commas after 2": 0.64, "commas after 3": -0.9, "finite before": 0.06, "length 2": 0.36, "length 5": 0.23,
    "length long": -0.74, "mark ,": -0.75, "mark -": -0.33, "mark .": 0.73, "mark ;": 0.22, "next N": 0.38,
    "next Q": -1.01, "next a": 1.34, "next an": 0.98, "next and": 0.6, "next and, finite": 0.41,
    "next and, none finite": 0.18, "next as": -0.5, "next but": 0.59, "next but, finite": 0.5,
    "next but, none finite": 0.36, "next d": -1.05, "next ed": 0.68, "next even": 0.23, "next he": 0.57,
    "next his": 0.74, "next in": -0.69, "next including": -1.18, "next ing": 1.24, "next not": -0.68,
    "next or": -0.12, "next she": 0.2, "next the": 0.86, "next though": 0.83, "next to": -0.36, "next w": -0.19,
    "next was": -0.25, "next which": 0.83, "next which, finite": 0.27, "next which, none finite": 0.56,
    "next while": 1.17, "next who, finite": 0.81, "next with": -0.18, "none finite after": -0.15,
    "none finite before": -0.19, "opens Q": -1.17, "opens if": -0.55, "opens that": -0.55, "opens to": 0.91,
    "opens w": 0.24,
}
