"""A model opened with NumPy alone: the winner of each row as `dbgsom predict` finds it, from the arrays in the file.

    python3 examples/pipes/open_model.py MODEL ROWS.npy
"""

import json
import sys

import numpy as np

som = np.load(sys.argv[1])
rows = np.load(sys.argv[2]).astype(float)
if json.loads(som["model.json"])["options"]["metric"] != "euclidean":
    sys.exit("this is for the Euclidean metric")
if "scaler_offset" in som:
    rows = (rows - som["scaler_offset"]) / som["scaler_divisor"]
distances = ((rows[:, None, :] - som["weights"][None, :, :]) ** 2).sum(axis=2)
print(*distances.argmin(axis=1), sep="\n")
