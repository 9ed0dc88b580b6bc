"""Many open streams, and how long until the last of them has been told."""

import asyncio
import resource
import time
from urllib.parse import urlsplit

PAGES = (b"event: open", b"event: changed")
EVENTS = (b": open\n\n", b"\ndata: ")
AT_ONCE = 100


def allow_open_files():
    """As many connections as this machine lets a process have; servers started after this may have them too."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def seconds_until_all_are_told(server, path, headers, count, change, signs=PAGES, look=lambda: None):
    """Opens the streams, calls `change` in a thread, and waits until each has carried the sign that something changed.

    Returns the seconds, and what `look` returned while all were still open."""
    return asyncio.run(measure(urlsplit(server.address), path, headers, count, change, signs, look))


async def measure(address, path, headers, count, change, signs, look):
    request = f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nAccept: text/event-stream\r\n"
    request += "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
    doors = asyncio.Semaphore(AT_ONCE)
    streams = await asyncio.wait_for(asyncio.gather(*[opened(address, request.encode(), signs[0], doors) for _ in range(count)]), 120)
    begun = time.monotonic()
    try:
        posting = asyncio.to_thread(change)
        told = await asyncio.wait_for(asyncio.gather(posting, *[until(signs[1], *stream) for stream in streams]), 60)
        return max(told[1:]) - begun, look()
    finally:
        for _, writer, _ in streams:
            writer.close()


async def opened(address, request, sign, doors):
    """A stream that stands: its two ends, and what it has carried."""
    async with doors:
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        writer.write(request)
        seen = bytearray()
        while sign not in seen:
            seen += await some(reader)
        return reader, writer, seen[seen.index(sign) + len(sign) - 1:]


async def until(sign, reader, _, seen):
    """The moment at which this stream carried it."""
    while sign not in seen:
        seen += await some(reader)
    return time.monotonic()


async def some(reader):
    found = await reader.read(4096)
    if not found:
        raise RuntimeError("a stream was closed")
    return found
