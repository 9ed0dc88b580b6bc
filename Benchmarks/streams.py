"""Many open live streams, and how long until the last of them has been told."""

import asyncio
import resource
import time
from urllib.parse import urlsplit


def seconds_until_all_are_told(server, path, headers, count, change):
    """Opens the streams, calls `change` in a thread, and waits until each has carried an `event: changed`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if soft < count + 200 else soft, hard))
    return asyncio.run(measure(urlsplit(server.address), path, headers, count, change))


async def measure(address, path, headers, count, change):
    ready = asyncio.Semaphore(0)
    request = f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nAccept: text/event-stream\r\n"
    request += "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
    listeners = [asyncio.create_task(listen(address, request.encode(), ready)) for _ in range(count)]
    for _ in range(count):
        await asyncio.wait_for(ready.acquire(), 30)
    begun = time.monotonic()
    posting = asyncio.to_thread(change)
    told = await asyncio.wait_for(asyncio.gather(posting, *listeners), 30)
    return max(told[1:]) - begun


async def listen(address, request, ready):
    """The moment at which this stream was told of a change."""
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(request)
    seen = b""
    try:
        while b"event: open" not in seen:
            seen += await some(reader)
        ready.release()
        while b"event: changed" not in seen:
            seen += await some(reader)
        return time.monotonic()
    finally:
        writer.close()


async def some(reader):
    found = await reader.read(4096)
    if not found:
        raise RuntimeError("a stream was closed")
    return found
