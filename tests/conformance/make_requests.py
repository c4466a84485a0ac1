#!/usr/bin/env python3
"""The shapes of what the hub's official Python client asks when it uploads, from a recording of it.

    python make_requests.py basic.jsonl multipart.jsonl > requests.json

A recording has a line for each request: m (method), u (address), body. Kept are the method, the address
with names in the place of what differs, and the keys of a JSON body, of a list its first entry's.
"""

import json
import re
import sys

# What the client asks besides uploading is left out.
UPLOADS = ("/api/repos/create", "/preupload/", "/info/lfs/", "/_s3", "verify", "/commit/", "validate-yaml", "whoami")


def pattern(address: str) -> str:
    address = re.sub(r"[0-9a-f]{64}", "OID", address)
    return re.sub(r"(?<=/_s3/OID/)\d+", "PART", address.replace("alice/m1", "MODEL"))


def keys(value, path: str = "") -> list[str]:
    if isinstance(value, dict):
        return [k for name, inner in value.items() for k in [f"{path}{name}", *keys(inner, f"{path}{name}.")]]
    return keys(value[0], path) if isinstance(value, list) and value else []


def body_keys(body) -> list[str]:
    found = []
    for line in (body or "").splitlines():
        try:
            parsed = json.loads(line)
        except ValueError:
            return []
        # A commit is several lines, each of a kind.
        kind = f"{parsed['key']}:" if set(parsed) == {"key", "value"} else ""
        found += [f"{kind}{key}" for key in keys(parsed.get("value") if kind else parsed)]
    return sorted(set(found))


def main() -> None:
    recordings = []
    for path in sys.argv[1:]:
        requests = []
        for line in open(path, encoding="utf-8"):
            asked = json.loads(line)
            body = asked.get("body") or ""
            if any(part in asked["u"] for part in UPLOADS):
                shape = {"method": asked["m"], "path": pattern(asked["u"]), "keys": body_keys(body)}
                if shape not in requests:
                    requests.append(shape)
        recordings.append(requests)
    json.dump(recordings, sys.stdout, indent=1)
    print()


main()
