"""The password of a device, as the vendor's documentation describes it (help topic 73742).

Written from the documentation alone, with nothing but Python's own hmac: the tests hold the
product against it.
"""

import hmac


def password(method, secret, pairs):
    """HMAC of the sorted names and values, joined without anything between them, as hex."""
    content = "".join(name + pairs[name] for name in sorted(pairs))
    digest = method.removeprefix("hmac")
    return hmac.new(secret.encode(), content.encode(), digest).hexdigest()


def device_login(product_key, device_name, device_secret, client_id, method, timestamp):
    """Client id, user name and password of CONNECT over plain TCP or ws."""
    pairs = {
        "clientId": client_id,
        "deviceName": device_name,
        "productKey": product_key,
        "timestamp": timestamp,
    }
    parameters = f"securemode=3,signmethod={method},timestamp={timestamp}"
    return {
        "client_id": f"{client_id}|{parameters}|",
        "username": f"{device_name}&{product_key}",
        "password": password(method, device_secret, pairs),
    }
