import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = base64.b64decode(os.environ["CRIER_SECRET"].removeprefix("whsec_"))

def is_from_crier(headers, body):
    """True where Crier sent it: body is the bytes as they came."""
    sent = headers.get("webhook-timestamp", "0")
    if not sent.isdecimal() or abs(time.time() - int(sent)) > 300:
        return False
    signed = f"{headers.get('webhook-id')}.{sent}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(one.encode(), expected.encode()) for one in given)

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        is_proven = is_from_crier(self.headers, body)
        self.send_response(204 if is_proven else 401)
        self.end_headers()
        if is_proven:
            event = json.loads(body)
            print(event["type"], event.get("player", {}).get("name"), flush=True)

HTTPServer(("127.0.0.1", int(os.environ.get("PORT", 3000))), Receiver).serve_forever()
