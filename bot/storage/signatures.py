"""Whether somebody who has the other half of a key has signed something: Ed25519."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(message: bytes, *, signature: str, public_key: str) -> bool:
    """Whether a signature (128 hexadecimal digits) of a message was made with the key of which this is the public half.

    False, not an error, for whatever is no signature; ValueError for a public key that is none (64 digits).
    """
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
    try:
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
