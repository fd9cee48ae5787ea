"""Prints a device's password: METHOD SECRET NAME=VALUE …"""

import sys

from signing import password

method, secret, *pairs = sys.argv[1:]
print(password(method, secret, dict(pair.split("=", 1) for pair in pairs)))
