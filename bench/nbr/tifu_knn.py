"""TIFU-KNN as one would write it with numpy and scipy: what the same forecast costs in Python.

usage: python3 tifu_knn.py FILE, a JSON object {items, clients: [[basket, ...], ...], test: [client, ...], truths: [[item, ...], ...],
settings: {neighbours, withinDecay, groupDecay, ownShare, groups}}. Prints {"recall@10", "ndcg@10", fitMs, rankMs, rssMb}.
"""

import json
import resource
import sys
import time

import numpy as np
from scipy import sparse


def basket_weights(baskets, within_decay, group_decay, groups):
    real = min(groups, baskets)
    sizes = [baskets // real + (1 if group >= real - baskets % real else 0) for group in range(real)]
    shares = [group_decay ** (groups - 1 - group) / size / real for group, size in enumerate(sizes)]
    ages = np.arange(baskets - 1, -1, -1)
    return np.repeat(shares, sizes) * within_decay**ages


def client_vectors(clients, items, within_decay, group_decay, groups):
    rows, columns, values = [], [], []
    for client, baskets in enumerate(clients):
        weights = basket_weights(len(baskets), within_decay, group_decay, groups)
        for basket, weight in zip(baskets, weights):
            columns.extend(basket)
            rows.extend([client] * len(basket))
            values.extend([weight] * len(basket))
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(clients), items))


def ranked(vectors, test, neighbours, own_share, count, block=256):
    norms = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
    columns = vectors.T.tocsr()
    for start in range(0, len(test), block):
        asked = test[start : start + block]
        own = vectors[asked]
        distances = norms[None, :] - 2 * (own @ columns).toarray()
        distances[np.arange(len(asked)), asked] = np.inf
        nearest = np.argpartition(distances, neighbours - 1, axis=1)[:, :neighbours]
        who = sparse.csr_matrix(
            (
                np.full(nearest.size, (1 - own_share) / neighbours),
                nearest.ravel(),
                np.arange(0, nearest.size + 1, neighbours),
            ),
            shape=(len(asked), vectors.shape[0]),
        )
        scores = (who @ vectors + own_share * own).toarray()
        top = np.argpartition(-scores, count - 1, axis=1)[:, :count]
        order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1, kind="stable")
        yield from np.take_along_axis(top, order, axis=1)


def main():
    with open(sys.argv[1]) as file:
        asked = json.load(file)
    settings = asked["settings"]
    start = time.perf_counter()
    vectors = client_vectors(
        asked["clients"], asked["items"], settings["withinDecay"], settings["groupDecay"], settings["groups"]
    )
    fitted = time.perf_counter()
    test = np.array(asked["test"])
    lists = list(ranked(vectors, test, settings["neighbours"], settings["ownShare"], 20))
    done = time.perf_counter()
    recalls, gains = [], []
    for items, bought in zip(lists, asked["truths"]):
        hits = np.isin(items[:10], bought)
        recalls.append(hits.sum() / len(bought))
        ideal = (1 / np.log2(np.arange(len(bought)) + 2)).sum()
        gains.append((hits / np.log2(np.arange(10) + 2)).sum() / ideal)
    print(
        json.dumps(
            {
                "recall@10": float(np.mean(recalls)),
                "ndcg@10": float(np.mean(gains)),
                "fitMs": (fitted - start) * 1000,
                "rankMs": (done - fitted) * 1000,
                "rssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
            }
        )
    )


if __name__ == "__main__":
    main()
