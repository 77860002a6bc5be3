"""A map trained on rows that go through a pipe, and what it says of them back through another. Python 3 and nothing else.

    python3 examples/pipes/pipes.py [the tool, "dbgsom" unless given]
"""

import collections
import csv
import io
import os
import subprocess
import sys
import tempfile

tool = sys.argv[1] if len(sys.argv) > 1 else "dbgsom"
here = os.path.dirname(os.path.abspath(__file__))


def dbgsom(*words, rows):
    """Runs the tool with rows on its standard input and returns what it prints; what it complains of is an exception."""
    done = subprocess.run([tool, *words], input=rows, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done.stdout


with open(os.path.join(here, "..", "..", "gallery", "data", "iris.csv"), encoding="utf-8", newline="") as file:
    flowers = list(csv.DictReader(file))
features = [name for name in flowers[0] if name != "species"]
text = io.StringIO()
writer = csv.DictWriter(text, features, extrasaction="ignore", lineterminator="\n")
writer.writeheader()
writer.writerows(flowers)

with tempfile.TemporaryDirectory() as folder:
    model = os.path.join(folder, "iris.som.npz")
    dbgsom("train", "-", "-o", model, "--quiet", rows=text.getvalue())
    answers = list(csv.DictReader(io.StringIO(dbgsom("predict", model, "-", "--clusters", "ward:3", rows=text.getvalue()))))

pairs = collections.Counter((flower["species"], answer["cluster"]) for flower, answer in zip(flowers, answers, strict=True))
print(f"{len(answers)} rows on {len({answer['neuron'] for answer in answers})} neurons")
for (species, cluster), count in sorted(pairs.items()):
    print(f"{species}: {count} in cluster {cluster}")
