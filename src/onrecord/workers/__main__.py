"""Where a reading process begins."""

import sys

from onrecord.workers.work import serve

if __name__ == "__main__":
    serve(sys.argv[1], mentions="--mentions" in sys.argv[2:])
