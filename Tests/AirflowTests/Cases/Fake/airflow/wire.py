"""MessagePack and the framing of the task SDK, as far as the processes of the tests need them."""
import struct


def pack(value):
    if value is None:
        return b"\xc0"
    if value is True or value is False:
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return b"\xd3" + struct.pack(">q", value)
    if isinstance(value, float):
        return b"\xcb" + struct.pack(">d", value)
    if isinstance(value, str):
        data = value.encode()
        return b"\xdb" + struct.pack(">I", len(data)) + data
    if isinstance(value, dict):
        parts = [pack(part) for pair in value.items() for part in pair]
        return b"\xdf" + struct.pack(">I", len(value)) + b"".join(parts)
    return b"\xdd" + struct.pack(">I", len(value)) + b"".join(pack(part) for part in value)


class Reader:
    def __init__(self, data):
        self.data = data
        self.next = 0

    def take(self, count):
        self.next += count
        return self.data[self.next - count:self.next]

    def number(self, form):
        return struct.unpack(">" + form, self.take(struct.calcsize(form)))[0]

    def read(self):
        kind = self.number("B")
        if kind < 0x80:
            return kind
        if kind < 0x90:
            return self.map(kind & 15)
        if kind < 0xA0:
            return self.list(kind & 15)
        if kind < 0xC0:
            return self.take(kind & 31).decode()
        if kind >= 0xE0:
            return kind - 256
        if kind in (0xC0, 0xC2, 0xC3):
            return {0xC0: None, 0xC2: False, 0xC3: True}[kind]
        if kind in (0xCB, 0xD2, 0xD3):
            return self.number({0xCB: "d", 0xD2: "i", 0xD3: "q"}[kind])
        if kind in (0xD9, 0xDA, 0xDB):
            return self.take(self.number("BHI"[kind - 0xD9])).decode()
        if kind in (0xDC, 0xDD):
            return self.list(self.number("HI"[kind - 0xDC]))
        if kind in (0xDE, 0xDF):
            return self.map(self.number("HI"[kind - 0xDE]))
        raise ValueError(kind)

    def list(self, count):
        return [self.read() for _ in range(count)]

    def map(self, count):
        return {self.read(): self.read() for _ in range(count)}


class Comms:
    """One end of the socket at descriptor 0."""

    def __init__(self, socket):
        self.socket = socket
        self.count = 0

    def receive(self):
        data = self.exactly(int.from_bytes(self.exactly(4), "big"))
        return Reader(data).read()[1]

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def ask(self, **body):
        frame = pack([self.count, body, None])
        self.count += 1
        self.socket.sendall(len(frame).to_bytes(4, "big") + frame)
        return self.receive()
