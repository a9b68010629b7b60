"""Log odds that a content ends at a mark, by feature. Written by bench/fit_speakers.py."""

# fmt: off
CUTS: dict[str, float] = {
    "a pair of dashes": -0.92, "and soon": -0.48, "bias": -0.09, "commas after 0": 0.37, "commas after 1": -0.26,
    "commas after 2": 0.64, "commas after 3": -0.83, "finite before": 0.09, "length 2": 0.36, "length 5": 0.25,
    "length long": -0.74, "mark ,": -0.75, "mark -": -0.32, "mark .": 0.72, "mark ;": 0.26, "next N": 0.36,
    "next Q": -1.03, "next a": 1.28, "next an": 0.97, "next and": 0.53, "next and, finite": 0.44,
    "next and, none finite": 0.09, "next as": -0.44, "next but": 0.55, "next but, finite": 0.55,
    "next but, none finite": 0.27, "next d": -1.48, "next ed": 0.62, "next even": 0.29, "next he": 0.48,
    "next his": 0.72, "next in": -0.65, "next including": -1.18, "next ing": 1.2, "next it": 0.21, "next not": -0.7,
    "next or": -0.14, "next she": 0.21, "next the": 0.79, "next though": 0.77, "next to": -0.34, "next w": -0.23,
    "next was": -0.22, "next which": 0.78, "next which, finite": 0.27, "next which, none finite": 0.51,
    "next while": 1.23, "next who, finite": 0.85, "none finite after": -0.1, "none finite before": -0.18,
    "opens N": -0.11, "opens Q": -0.9, "opens for": 0.26, "opens that": -0.55, "opens to": 0.82, "opens w": 0.16,
}
