"""Serves FOLDER over TLS with the certificate and key in PEM, for which nobody vouches.

Prints `ready PORT`, and ends with the process.
"""

import functools
import http.server
import ssl
import sys

folder, pem = sys.argv[1:]


class Files(http.server.SimpleHTTPRequestHandler):
    # Not what the machine's own list of types says.
    extensions_map = {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".wasm": "application/wasm",
        ".svg": "image/svg+xml",
        "": "application/octet-stream",
    }

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        # A browser that does not take the certificate ends the connection.
        pass


server = Server(("127.0.0.1", 0), functools.partial(Files, directory=folder))
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(pem)
# The handshake is each connection's own, in its thread.
server.socket = context.wrap_socket(
    server.socket, server_side=True, do_handshake_on_connect=False
)
print("ready", server.server_address[1], flush=True)
server.serve_forever()
