// Confetti in the colours of the four options, once, for whoever does not mind things that move.
import { create } from 'canvas-confetti';

const tints = ['text-option-a', 'text-option-b', 'text-option-c', 'text-option-d'];

export async function celebrate() {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const canvas = document.createElement('canvas');
  canvas.className = 'pointer-events-none fixed inset-0 z-20 size-full';
  canvas.ariaHidden = 'true';
  document.body.append(canvas);
  const throwUp = create(canvas, { resize: true, disableForReducedMotion: true });
  const colors = tints.map((tint) => hexOf(canvas, tint));
  const burst = { colors, particleCount: 60, spread: 70, startVelocity: 55, ticks: 260, scalar: 0.9 };
  await Promise.all([
    throwUp({ ...burst, angle: 60, origin: { x: 0, y: 0.75 } }),
    throwUp({ ...burst, angle: 120, origin: { x: 1, y: 0.75 } }),
  ]);
  canvas.remove();
}

/** The library wants numbers, and which ones they are depends on the light. */
function hexOf(canvas: HTMLCanvasElement, tint: string): string {
  canvas.classList.add(tint);
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(canvas).color.match(/\d+/g) ?? []).map(Number);
  canvas.classList.remove(tint);
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
}
