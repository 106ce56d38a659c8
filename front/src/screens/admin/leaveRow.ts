// Before a row goes the focus moves on: to the same button of the next row, or of the one before, or to the heading.

export function leaveRow(button: HTMLElement) {
  const row = button.closest('li');
  const at = [...(row?.querySelectorAll('button') ?? [])].indexOf(button as HTMLButtonElement);
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  const next = neighbour?.querySelectorAll('button')[at] ?? document.getElementById('category');
  next?.focus({ preventScroll: true });
}
