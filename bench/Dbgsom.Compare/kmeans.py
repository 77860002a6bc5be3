"""One fit of scikit-learn: CLASS ROWS.npy CENTERS SEED OUTPUT.npy; prints the seconds of fit. Without arguments: the versions."""

import platform
import sys
import time

import numpy as np
import sklearn
from sklearn import cluster
from threadpoolctl import threadpool_info

if len(sys.argv) == 1:
    blas = [f"{library['internal_api']} {library['version']}" for library in threadpool_info() if library["user_api"] == "blas"]
    multiplies = blas[0] if blas else "a BLAS that is neither OpenBLAS nor its like, and several times slower"
    print(f"scikit-learn {sklearn.__version__}, NumPy {np.__version__} with {multiplies}, Python {platform.python_version()}")
    sys.exit()

name, rows, centers, seed, output = sys.argv[1:]
options = {"init": "k-means++", "n_init": 1, "n_clusters": int(centers), "random_state": int(seed)}
if name == "KMeans":
    options["max_iter"] = 20
data = np.load(rows)
start = time.perf_counter()
model = getattr(cluster, name)(**options).fit(data)
print(time.perf_counter() - start)
np.save(output, model.cluster_centers_)
