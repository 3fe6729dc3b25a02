"""`python -m bench.web_server HOME PORT`: the pages of a bench home, on the day it was made for.

No job worker runs beside them: an audit of the few files of such a home would retire what was
multiplied in it.
"""

import sys
from pathlib import Path

from bench.web_home import AS_OF
from makewhole.web import server


def main(home: Path, port: int) -> None:
    """Print the link that lets one in, then serve."""
    server.prepare(home, as_of=AS_OF)
    sys.stdout.write(server.link(home, "127.0.0.1", port) + "\n")
    sys.stdout.flush()
    server.serve("127.0.0.1", port)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
