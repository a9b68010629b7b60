"""Log odds that a content ends at a mark, by feature. Written by bench/fit_speakers.py."""

# fmt: off
CUTS: dict[str, float] = {
    "a pair of dashes": -0.93, "and soon": -0.48, "bias": -0.14, "commas after 0": 0.38, "commas after 1": -0.22,
    "commas after 2": 0.64, "commas after 3": -0.94, "finite before": 0.06, "length 2": 0.39, "length 5": 0.2,
    "length long": -0.75, "mark ,": -0.72, "mark -": -0.29, "mark .": 0.58, "mark ;": 0.28, "next N": 0.38,
    "next Q": -0.98, "next a": 1.3, "next an": 1.0, "next and": 0.55, "next and, finite": 0.4,
    "next and, none finite": 0.16, "next as": -0.47, "next but": 0.6, "next but, finite": 0.5,
    "next but, none finite": 0.37, "next d": -1.06, "next ed": 0.69, "next even": 0.24, "next he": 0.57,
    "next his": 0.76, "next in": -0.68, "next including": -1.2, "next ing": 1.21, "next not": -0.67, "next or": -0.16,
    "next she": 0.21, "next the": 0.81, "next though": 0.84, "next to": -0.36, "next w": -0.18, "next was": -0.26,
    "next when": -0.09, "next which": 0.81, "next which, finite": 0.27, "next which, none finite": 0.55,
    "next while": 1.24, "next who, finite": 0.82, "next with": -0.09, "next would": -0.9, "none finite after": -0.17,
    "none finite before": -0.2, "opens N": -0.09, "opens Q": -1.19, "opens if": -0.55, "opens that": -0.53,
    "opens to": 0.92, "opens w": 0.24,
}
