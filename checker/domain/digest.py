"""The digest of a file's bytes.

`hashlib` loads OpenSSL, which takes 3 % of a check. The interpreter's built-in SHA-256 gives the same digest, so it is
used if available.
"""

try:
    from _sha2 import sha256  # Python 3.12 and newer
except ImportError:
    try:
        from _sha256 import sha256  # Python 3.11
    except ImportError:  # an interpreter built without them
        from hashlib import sha256

__all__ = ["sha256_of"]


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 digest of `data` in hexadecimal."""
    return str(sha256(data).hexdigest())
