"""Log odds that a content ends at a mark, by feature. Written by bench/fit_speakers.py."""

# fmt: off
CUTS: dict[str, float] = {
    "a pair of dashes": -0.95, "and soon": -0.5, "bias": -0.09, "commas after 0": 0.35, "commas after 1": -0.31,
    "commas after 2": 0.66, "commas after 3": -0.8, "finite before": 0.09, "length 2": 0.36, "length 5": 0.26,
    "length long": -0.75, "mark ,": -0.75, "mark -": -0.34, "mark .": 0.72, "mark ;": 0.27, "next N": 0.35,
    "next Q": -1.04, "next a": 1.29, "next an": 0.97, "next and": 0.54, "next and, finite": 0.45,
    "next and, none finite": 0.09, "next as": -0.45, "next but": 0.52, "next but, finite": 0.51,
    "next but, none finite": 0.28, "next d": -1.57, "next ed": 0.57, "next even": 0.28, "next he": 0.52,
    "next his": 0.72, "next in": -0.64, "next including": -1.15, "next ing": 1.19, "next not": -0.7, "next or": -0.13,
    "next she": 0.2, "next the": 0.75, "next though": 0.66, "next to": -0.35, "next w": -0.23, "next was": -0.23,
    "next when": 0.11, "next which": 0.77, "next which, finite": 0.27, "next which, none finite": 0.5,
    "next while": 1.22, "next who, finite": 0.84, "next would": -0.87, "none finite after": -0.1,
    "none finite before": -0.17, "opens N": -0.1, "opens Q": -0.89, "opens for": 0.3, "opens that": -0.51,
    "opens to": 0.85, "opens w": 0.2,
}
