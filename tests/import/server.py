# SPDX-License-Identifier: GPL-3.0-or-later
"""A server on a free port of this machine that misbehaves on request.

What it does for a company is the entry of BEHAVIOUR for its number.
"""
import gzip
import http.server
import pathlib
import re
import ssl
import subprocess
import threading
import time

FACTS = (pathlib.Path(__file__).parent.parent / "data" / "sec_small.json"
         ).read_text(encoding="utf-8")


def facts(cik, name="Example Stores, Inc."):
    text = FACTS.replace('"cik": 4242', f'"cik": {cik}')
    return text.replace("Example Stores, Inc.", name).encode()


def send(handler, code, body=b"", **headers):
    handler.server.sent.append(code)
    handler.send_response(code)
    headers.setdefault("Content_Length", len(body))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()
    handler.wfile.write(body)


def good(handler, cik, count):
    send(handler, 200, facts(cik))


def same(handler, cik, count):
    """One version for ever."""
    if handler.headers.get("If-None-Match") == '"one"':
        send(handler, 304)
    else:
        send(handler, 200, facts(cik), ETag='"one"')


def dated(handler, cik, count):
    """As same(), by date."""
    day = "Fri, 07 Feb 2025 12:00:00 GMT"
    if handler.headers.get("If-Modified-Since") == day:
        send(handler, 304)
    else:
        send(handler, 200, facts(cik), Last_Modified=day)


def changing(handler, cik, count):
    send(handler, 200, facts(cik, f"Version {count}"), ETag=f'"{count}"')


def missing(handler, cik, count):
    send(handler, 404, b"<html>no</html>")


def forbidden(handler, cik, count):
    send(handler, 403)


def broken(handler, cik, count):
    send(handler, 500)


def busy_once(handler, cik, count):
    if count == 1:
        send(handler, 429, Retry_After=1)
    else:
        good(handler, cik, count)


def busy(handler, cik, count):
    send(handler, 503, Retry_After=1)


def busy_for_long(handler, cik, count):
    send(handler, 429, Retry_After=3600)


def slow(handler, cik, count):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def truncated(handler, cik, count):
    body = facts(cik)
    send(handler, 200, body[:5000], Content_Length=len(body))


def cut_json(handler, cik, count):
    send(handler, 200, facts(cik)[:5000])


def huge(handler, cik, count):
    send(handler, 200, b"{", Content_Length=10 << 30)


BOMB = gzip.compress(bytes(130 << 20), 1)


def bomb(handler, cik, count):
    send(handler, 200, BOMB, Content_Encoding="gzip")


def page(handler, cik, count):
    send(handler, 200, b"<html>Undergoing maintenance</html>")


def good_then_page(handler, cik, count):
    (good if count == 1 else page)(handler, cik, count)


def other_company(handler, cik, count):
    send(handler, 200, facts(cik + 1))


def loop(handler, cik, count):
    send(handler, 302, Location=handler.path)


def moved(handler, cik, count):
    if count == 1:
        send(handler, 301, Location=handler.path)
    else:
        good(handler, cik, count)


def to_file(handler, cik, count):
    send(handler, 302, Location="file:///etc/passwd")


def to_plain(handler, cik, count):
    send(handler, 302, Location=f"http://example.invalid{handler.path}")


def to_local(handler, cik, count):
    send(handler, 302, Location=handler.server.plain_url + handler.path)


def nowhere(handler, cik, count):
    send(handler, 302)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        match = re.fullmatch(r"/CIK(\d{10})\.json", self.path)
        cik = int(match.group(1))
        self.server.seen.append((cik, self.headers.get("User-Agent")))
        count = sum(1 for number, _ in self.server.seen if number == cik)
        self.close_connection = True
        try:
            self.server.behaviours[cik](self, cik, count)
        except OSError:
            pass  # the client had enough

    def log_message(self, *arguments):
        pass


def start(behaviours, certificate=None):
    """A server in a thread; certificate: (certificate, key) files."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.behaviours = behaviours
    server.seen = []  # (company, user agent) of each request
    server.sent = []  # codes of the answers
    server.handle_error = lambda *arguments: None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https" if certificate else "http"
    server.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def make_certificate(folder):
    """A certificate that nobody has signed but itself."""
    names = str(folder / "cert.pem"), str(folder / "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-out", names[0], "-keyout", names[1]],
        check=True, capture_output=True)
    return names
