"""Official documents: their ids, their dates, and the threads they form."""

from digests.policy.dates import PolicyDate, PolicyDateKind, policy_dates
from digests.policy.ids import PolicyId, PolicyIdKind, policy_ids

__all__ = ["PolicyDate", "PolicyDateKind", "PolicyId", "PolicyIdKind", "policy_dates", "policy_ids"]
