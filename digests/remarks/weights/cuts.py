"""Log odds that a content ends at a mark, by feature. Written by bench/fit_speakers.py."""

# fmt: off
CUTS: dict[str, float] = {
    "a list": 0.09, "a pair of dashes": -0.93, "and soon": -0.49, "bias": -0.11, "commas after 0": 0.37,
    "commas after 1": -0.32, "commas after 2": 0.68, "commas after 3": -0.84, "finite before": 0.08, "length 2": 0.35,
    "length 5": 0.27, "length long": -0.75, "mark ,": -0.75, "mark -": -0.32, "mark .": 0.71, "mark ;": 0.24,
    "next N": 0.33, "next Q": -1.0, "next a": 1.3, "next an": 0.97, "next and": 0.55, "next and, finite": 0.45,
    "next and, none finite": 0.1, "next as": -0.44, "next but": 0.53, "next but, finite": 0.54,
    "next but, none finite": 0.26, "next d": -1.52, "next ed": 0.5, "next even": 0.24, "next he": 0.51,
    "next his": 0.72, "next in": -0.55, "next including": -1.14, "next ing": 1.2, "next not": -0.69, "next or": -0.13,
    "next she": 0.21, "next the": 0.74, "next though": 0.67, "next to": -0.35, "next w": -0.19, "next was": -0.22,
    "next when": 0.12, "next which": 0.77, "next which, finite": 0.26, "next which, none finite": 0.51,
    "next while": 1.18, "next who, finite": 0.87, "next would": -0.86, "none finite after": -0.1,
    "none finite before": -0.19, "opens N": -0.08, "opens Q": -0.76, "opens for": 0.3, "opens that": -0.49,
    "opens to": 0.57, "opens w": 0.22,
}
