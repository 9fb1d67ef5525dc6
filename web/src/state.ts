// State that screens share. When any of it changes, the app is rendered again.

let render = () => {};
let isPending = false;

export class State<T> {
  #value: T;
  constructor(initial: T, private readonly onChange?: (value: T) => void) {
    this.#value = initial;
  }

  get value() {
    return this.#value;
  }

  set value(next: T) {
    if (next === this.#value) return;
    this.#value = next;
    this.onChange?.(next);
    if (isPending) return;
    isPending = true;
    // Renders once for all changes of the same moment.
    queueMicrotask(() => {
      isPending = false;
      render();
    });
  }
}

/** Renders the app, now and whenever state changes. */
export function renderWithState(draw: () => void) {
  render = draw;
  draw();
}
