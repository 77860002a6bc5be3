"""k nearest neighbors of scikit-learn as a rival in regression.

data FOLDER: writes the diabetes set as FOLDER/X.npy and FOLDER/y.npy.
fit X.npy Y.npy FOLDS.npy: for each row of FOLDS (a fold for every sample) predicts every fold by a KNeighborsRegressor
trained on the others, standardized, k from 1 to 50 and weights chosen there by 5-fold cross-validation, and prints the RMSE.
Without arguments: the version.
"""

import sys

import numpy as np
import sklearn
from sklearn.datasets import load_diabetes
from sklearn.model_selection import GridSearchCV, KFold
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

if len(sys.argv) == 1:
    print(f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}")
elif sys.argv[1] == "data":
    x, y = load_diabetes(return_X_y=True)
    np.save(f"{sys.argv[2]}/X.npy", x)
    np.save(f"{sys.argv[2]}/y.npy", y)
else:
    x, y, seeds = (np.load(path) for path in sys.argv[2:5])
    y = y.ravel()
    grid = {"kneighborsregressor__n_neighbors": range(1, 51), "kneighborsregressor__weights": ["uniform", "distance"]}
    for folds in seeds:
        errors = np.empty(len(y))
        for fold in np.unique(folds):
            out = folds == fold
            search = GridSearchCV(
                make_pipeline(StandardScaler(), KNeighborsRegressor()),
                grid,
                scoring="neg_mean_squared_error",
                cv=KFold(5, shuffle=True, random_state=0),
            ).fit(x[~out], y[~out])
            errors[out] = search.predict(x[out]) - y[out]
        print(np.sqrt(np.mean(errors**2)))
