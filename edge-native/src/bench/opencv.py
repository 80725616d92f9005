#!/usr/bin/env python3
"""Detects on a video with OpenCV's DNN module, as most scripts do, and prints what it took.

Inputs: YOLOX model (ONNX), video, input size in px, threads, warm-up frames.
Output: one line of JSON: frames, seconds, cpu_seconds, p50_ms, p95_ms, peak_rss_mb, detections.
Needs Debian's python3-opencv.
"""
import json
import resource
import sys
import time

import cv2
import numpy as np

model, video, size, threads, warm_up = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
cv2.setNumThreads(threads)
net = cv2.dnn.readNetFromONNX(model)
net.setPreferableBackend(cv2.dnn.DNN_BACKEND_OPENCV)

grids, strides = [], []
for stride in (8, 16, 32):
    cells = size // stride
    y, x = np.mgrid[0:cells, 0:cells]
    grids.append(np.stack((x.ravel(), y.ravel()), 1))
    strides.append(np.full((cells * cells, 1), stride))
grid, stride = np.concatenate(grids), np.concatenate(strides)


def detect(picture):
    ratio = min(size / picture.shape[0], size / picture.shape[1])
    padded = np.full((size, size, 3), 114, np.uint8)
    scaled = cv2.resize(picture, (int(picture.shape[1] * ratio), int(picture.shape[0] * ratio)))
    padded[: scaled.shape[0], : scaled.shape[1]] = scaled
    net.setInput(cv2.dnn.blobFromImage(padded))
    out = net.forward()[0]
    scores = out[:, 4:5] * out[:, 5:]
    labels = scores.argmax(1)
    best = scores[np.arange(len(scores)), labels]
    keep = best > 0.3
    centre = (out[keep, :2] + grid[keep]) * stride[keep]
    extent = np.exp(out[keep, 2:4]) * stride[keep]
    boxes = np.concatenate((centre - extent / 2, extent), 1) / ratio
    return len(cv2.dnn.NMSBoxes(boxes.tolist(), best[keep].tolist(), 0.3, 0.45))


capture = cv2.VideoCapture(video)
times, frames, detections, start, cpu = [], 0, 0, 0.0, 0.0
while True:
    if frames == warm_up:
        start, cpu = time.perf_counter(), time.process_time()
    before = time.perf_counter()
    there, picture = capture.read()
    if not there:
        break
    detections += detect(picture)
    frames += 1
    if frames > warm_up:
        times.append((time.perf_counter() - before) * 1000)
seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
times.sort()
print(json.dumps({
    "frames": len(times), "seconds": seconds, "cpu_seconds": cpu,
    "p50_ms": times[len(times) // 2], "p95_ms": times[int(len(times) * 0.95)],
    "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "detections": detections}))
