"""A message to pages: as few posts as a platform's limits allow, with nothing lost and no quotation cut."""

from digests.pages.fitting import fitted
from digests.pages.limits import UNLIMITED, Limits
from digests.pages.packing import pages

__all__ = ["UNLIMITED", "Limits", "fitted", "pages"]
