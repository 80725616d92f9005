// Detects on a video with onnxruntime-node, frames through a pipe from ffmpeg, and prints what it took.
//
// Inputs: YOLOX model (ONNX), video, input size in px, threads, warm-up frames, source width and height.
// Output: one line of JSON: frames, seconds, cpu_seconds, p50_ms, p95_ms, peak_rss_mb, detections; ffmpeg's share is in.
// Needs ffmpeg and the npm package onnxruntime-node below NODE_PATH.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';

const ort = createRequire(process.env.PEER_MODULES + '/')('onnxruntime-node');
const [model, video] = process.argv.slice(2);
const [size, threads, warmUp, sourceWidth, sourceHeight] = process.argv.slice(4).map(Number);
const ratio = Math.min(size / sourceWidth, size / sourceHeight);
const [width, height] = [Math.floor(sourceWidth * ratio), Math.floor(sourceHeight * ratio)];

const session = await ort.InferenceSession.create(model, {
  intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all',
});
const plane = size * size;
const input = new Float32Array(3 * plane);
const tensor = new ort.Tensor('float32', input, [1, 3, size, size]);

function boxes(out, values) {
  const found = [];
  let row = 0;
  for (const stride of [8, 16, 32]) {
    const cells = size / stride;
    for (let cell = 0; cell < cells * cells; cell++, row += values) {
      if (out[row + 4] < 0.3) continue;
      let best = 5;
      for (let i = 6; i < values; i++) if (out[row + i] > out[row + best]) best = i;
      const score = out[row + 4] * out[row + best];
      if (score < 0.3) continue;
      const x = (out[row] + (cell % cells)) * stride, y = (out[row + 1] + Math.floor(cell / cells)) * stride;
      const w = Math.exp(out[row + 2]) * stride, h = Math.exp(out[row + 3]) * stride;
      found.push({ score, label: best, left: x - w / 2, top: y - h / 2, right: x + w / 2, bottom: y + h / 2 });
    }
  }
  found.sort((a, b) => b.score - a.score);
  const kept = [];
  for (const box of found) if (kept.every((other) => other.label !== box.label || iou(box, other) < 0.45)) kept.push(box);
  return kept.length;
}

function iou(a, b) {
  const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / ((a.right - a.left) * (a.bottom - a.top) + (b.right - b.left) * (b.bottom - b.top) - w * h);
}

const cpuOf = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};
const peakOf = (pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-threads', '1', '-i', video, '-vf',
  `scale=${width}:${height}:flags=bilinear,pad=${size}:${size}:0:0:color=0x727272`,
  '-f', 'rawvideo', '-pix_fmt', 'bgr24', 'pipe:1'], { stdio: ['ignore', 'pipe', 'inherit'] });
const frame = Buffer.alloc(3 * plane);
let filled = 0, frames = 0, detections = 0, start = 0, cpu = 0, cpuNow = 0, peak = 0;
let before = performance.now();
const times = [];
for await (const chunk of ffmpeg.stdout) {
  for (let at = 0; at < chunk.length;) {
    const taken = chunk.copy(frame, filled, at);
    at += taken;
    filled += taken;
    if (filled < frame.length) continue;
    filled = 0;
    for (let i = 0, j = 0; i < plane; i++) {
      input[i] = frame[j++];
      input[plane + i] = frame[j++];
      input[2 * plane + i] = frame[j++];
    }
    const output = Object.values(await session.run({ [session.inputNames[0]]: tensor }))[0];
    detections += boxes(output.data, output.dims[2]);
    frames++;
    const now = performance.now();
    if (frames > warmUp) times.push(now - before);
    before = now;
    if (ffmpeg.exitCode === null) {
      cpuNow = cpuOf('self') + cpuOf(ffmpeg.pid);
      peak = Math.max(peak, peakOf('self') + peakOf(ffmpeg.pid));
    }
    if (frames === warmUp) [start, cpu] = [performance.now(), cpuNow];
  }
}
const seconds = (performance.now() - start) / 1000;
times.sort((a, b) => a - b);
console.log(JSON.stringify({
  frames: times.length, seconds, cpu_seconds: cpuNow - cpu, p50_ms: times[times.length >> 1],
  p95_ms: times[Math.floor(times.length * 0.95)], peak_rss_mb: peak, detections,
}));
